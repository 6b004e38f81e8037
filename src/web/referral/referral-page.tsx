import type { VNode } from 'preact';
import type { Texts } from '../../rules/texts.js';
import { Happened } from '../steps/happened.js';
import type { Opened } from '../steps/open-record.js';
import { Published } from '../publication/published.js';
import { byNeed } from './read-referral-page.js';
import { Listed, Tally } from './referral-figures.js';
import { Matrix } from './referral-matrix.js';
import { Next, type ReferralProps } from './referral-next.js';
import { HistorySheet } from '../frame/history-sheet.js';
import { AboutReferral, Packet, Questions, ReferralHead, titleOfReferral } from './referral-parts.js';
import { Timeline } from './referral-timeline.js';
import { staffPage } from '../frame/staff-frame.js';

const T = {
  compilation: { sv: 'Sammanställning av svaren', en: 'Compilation of the replies' },
  steps: { sv: 'Remissinstanserna, steg för steg', en: 'The consultees, step by step' },
} satisfies Record<string, Texts>;

/** The issuer's page of a referral: who has come how far, who will not make it, and what to do about it. */
export const referralPage = (props: ReferralProps & Opened): VNode => {
  const { reader, seen } = props;
  const { language } = reader;
  const { referral, plans, history, names } = seen;
  const rows = plans && byNeed(plans.items);
  return staffPage(
    reader,
    {
      title: titleOfReferral(referral),
      section: 'remisser',
      width: 'wide',
      record: { kind: 'referral', id: referral.id, version: referral.version },
    },
    <>
      <ReferralHead reader={reader} referral={referral} />
      <Happened {...props} />
      <Next {...props} />
      {rows && rows.length > 0 && (
        <>
          <Tally plans={rows} language={language} />
          <section aria-labelledby="instanser">
            <div class="row" data-spread>
              <h2 id="instanser">{T.steps[language]}</h2>
              <a href={`/remisser/${referral.id}/sammanstallning`}>{T.compilation[language]}</a>
            </div>
            <Matrix reader={reader} plans={rows} issuer={referral.issuer} />
          </section>
          {referral.sentOn && <Timeline reader={reader} plans={rows} sentOn={referral.sentOn} />}
        </>
      )}
      <div class="beside">
        <div>
          {!rows && <Listed referral={referral} language={language} />}
          <Packet reader={reader} referral={referral} />
          <Questions reader={reader} referral={referral} />
          <HistorySheet reader={reader} events={history} />
        </div>
        <aside>
          <AboutReferral reader={reader} referral={referral} names={names} />
          <Published reader={reader} publication={seen.publication} />
        </aside>
      </div>
    </>,
  );
};
