import type { VNode } from 'preact';
import { Empty, Facts } from '../../markup/notices.js';
import { Moment } from '../../markup/day.js';
import { Page, PageHead, SiteName } from '../../markup/page.js';
import type { ReceivedMail } from './demo-mailbox.js';

/** The newest first. */
export const demoMailPage = (mails: readonly ReceivedMail[]): VNode => (
  <Page
    language="sv"
    title="Demobrevlåda"
    site="Yttra, demo"
    width="text"
    bar={<SiteName href="/" name="Yttra" part="Demo" />}
  >
    <PageHead heading="Demobrevlåda">
      <p class="lead">
        Brev som den här processen skulle ha skickat, det nyaste först. Inget brev lämnar datorn, och när
        processen stannar är de borta.
      </p>
    </PageHead>
    {mails.length === 0 && (
      <Empty icon="mail" heading="Inga brev ännu">
        <p>Här hamnar aviseringar och påminnelser som någon ska få med e-post.</p>
      </Empty>
    )}
    {mails.map(({ to, subject, text, at }) => (
      <article class="sheet">
        <h2>{subject}</h2>
        <Facts
          lines={[
            ['Till', to.join(', ')],
            ['Kom', <Moment at={at.toISOString()} language="sv" />],
          ]}
        />
        <p class="as-written">{text}</p>
      </article>
    ))}
  </Page>
);
