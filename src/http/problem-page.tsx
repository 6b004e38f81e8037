import type { VNode } from 'preact';
import { AboutLinks } from '../markup/about-links.js';
import { Facts } from '../markup/notices.js';
import { Page, PageHead, SiteName } from '../markup/page.js';
import type { DomainError, ProblemSlug } from '../rules/problem.js';
import { everyRefusal } from '../rules/refusals.js';
import type { Language, Texts } from '../rules/texts.js';
import { problemTypes } from './problem-types.js';

const HINDERS: Texts = { sv: 'Det här hindrar:', en: 'What is in the way:' };
const WRONG: Texts = { sv: 'Det här behöver rättas:', en: 'What needs mending:' };
const CODES: Texts = { sv: 'Regler som kan ha brutits', en: 'Rules that may not have been met' };
const REFERENCE: Texts = { sv: 'Att uppge om du frågar driften', en: 'To quote to the operators' };
const HOME: Texts = { sv: 'Till startsidan', en: 'To the start page' };
const ADDRESS: Texts = { sv: 'Adress', en: 'Address' };

/** A failure for whoever meets it in a browser: what happened, everything that was wrong, and the way on. */
export function problemPage(error: DomainError, requestId: string, language: Language): VNode {
  const { title } = problemTypes[error.slug];
  const wrong = error.invalid.map(({ pointer, detail }) => `${pointer.slice(1)}: ${detail[language]}`);
  return (
    <Page {...frameOf(title[language], language)}>
      <PageHead heading={title[language]}>
        <p class="lead">{error.detail[language]}</p>
      </PageHead>
      <Lines heading={HINDERS[language]} lines={error.reasons.map(({ detail }) => detail[language])} />
      <Lines heading={WRONG[language]} lines={wrong} />
      <Facts lines={[[REFERENCE[language], <code>{requestId}</code>]]} />
      <p>
        <a href="/">{HOME[language]}</a>
      </p>
    </Page>
  );
}

/** Problems that say which rules were not met, by their codes. */
const WITH_CODES: readonly ProblemSlug[] = ['transition-refused', 'conflict', 'validation'];

/** What the `type` of a problem means, what to do about it, and the codes it may hold, for whoever writes a client. */
export function problemTypePage(slug: ProblemSlug, language: Language): VNode {
  const { title, status, remedy } = problemTypes[slug];
  return (
    <Page {...frameOf(title[language], language)}>
      <PageHead heading={title[language]}>
        <p class="lead">{remedy[language]}</p>
      </PageHead>
      <Facts
        lines={[
          ['HTTP', String(status)],
          [ADDRESS[language], <code>/problems/{slug}</code>],
        ]}
      />
      {WITH_CODES.includes(slug) && (
        <section>
          <h2>{CODES[language]}</h2>
          <Facts lines={everyRefusal().map(({ code, detail }) => [code, detail[language]])} />
        </section>
      )}
      <p>
        <a href="/docs">API</a>
      </p>
    </Page>
  );
}

const frameOf = (title: string, language: Language) => ({
  language,
  title,
  site: 'Yttra',
  width: 'text' as const,
  bar: <SiteName href="/" name="Yttra" />,
  foot: <AboutLinks language={language} />,
});

const Lines = ({ heading, lines }: { readonly heading: string; readonly lines: readonly string[] }) =>
  lines.length === 0 ? null : (
    <section>
      <h2>{heading}</h2>
      <ul>
        {lines.map((line) => (
          <li>{line}</li>
        ))}
      </ul>
    </section>
  );
