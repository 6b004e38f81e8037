import type { VNode } from 'preact';
import { Notice, Warnings } from '../markup/notices.js';
import type { Texts } from '../rules/texts.js';
import { byNeed, type ReferralSeen } from './read-referral-page.js';
import { Listed, Tally } from './referral-figures.js';
import { Matrix } from './referral-matrix.js';
import { Next } from './referral-next.js';
import {
  AboutReferral,
  History,
  Packet,
  Questions,
  ReferralHead,
  titleOfReferral,
} from './referral-parts.js';
import { Timeline } from './referral-timeline.js';
import { staffPage, type Reader } from './staff-frame.js';

const T = {
  steps: { sv: 'Remissinstanserna, steg för steg', en: 'The consultees, step by step' },
  done: { sv: 'klart', en: 'done' },
} satisfies Record<string, Texts>;

interface Props {
  readonly reader: Reader;
  readonly seen: ReferralSeen;
  readonly pathOf: (verb: string) => string | undefined;
  /** What the reader has just done, in words, and what to think of with it. */
  readonly done?: string | undefined;
  readonly warnings: readonly string[];
}

/** The issuer's page of a referral: who has come how far, who will not make it, and what to do about it. */
export const referralPage = (props: Props): VNode => {
  const { reader, seen, done, warnings } = props;
  const { language } = reader;
  const { referral, plans, history, names } = seen;
  const rows = plans && byNeed(plans.items);
  return staffPage(
    reader,
    { title: titleOfReferral(referral), section: 'remisser', width: 'wide' },
    <>
      <ReferralHead reader={reader} referral={referral} />
      {done && (
        <Notice tone="success">
          <p>
            {done}: {T.done[language]}.
          </p>
        </Notice>
      )}
      <Warnings language={language} warnings={warnings} />
      <Next {...props} />
      {rows && rows.length > 0 && (
        <>
          <Tally plans={rows} language={language} />
          <section aria-labelledby="instanser">
            <div class="row" data-spread>
              <h2 id="instanser">{T.steps[language]}</h2>
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
          <History reader={reader} events={history} />
        </div>
        <aside>
          <AboutReferral reader={reader} referral={referral} names={names} />
        </aside>
      </div>
    </>,
  );
};
