import type { VNode } from 'preact';
import type { CompilationView } from '../../compilation/compilation.dto.js';
import { Empty, Notice } from '../../markup/notices.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { permits } from '../../rules/policy.js';
import type { DomainError } from '../../rules/problem.js';
import type { Texts } from '../../rules/texts.js';
import { Compared, ORDERS, type Order } from './compilation-compared.js';
import { FORM_SENT, Remarks } from './compilation-remarks.js';
import { Summaries } from './compilation-summaries.js';
import { CompilationPapers, Versions } from './compilation-shared.js';
import type { SharedCompilationRowView } from '../../compilation/shared-compilations.dto.js';
import { hasReplied, Stances } from './compilation-stances.js';
import { Happened } from '../steps/happened.js';
import { addressOf } from '../frame/list-parts.js';
import type { Opened } from '../steps/open-record.js';
import { ReferralHead, titleOfReferral } from '../referral/referral-parts.js';
import { staffPage } from '../frame/staff-frame.js';
import type { Values } from '../steps/shown-step.js';

const T = {
  compilation: { sv: 'Sammanställning', en: 'Compilation' },
  of: { sv: 'av', en: 'of' },
  replied: { sv: 'har svarat', en: 'have replied' },
  missing: { sv: 'svar väntas', en: 'replies are awaited' },
  beside: { sv: 'Svaren sida vid sida', en: 'The replies side by side' },
  notes: {
    sv: 'Sammanfatta svaren och för ihop avsnitt',
    en: 'Sum up the replies and put passages together',
  },
  order: { sv: 'Ordna svaren', en: 'Order the replies' },
  none: { sv: 'Inget svar har kommit in', en: 'No reply has come in' },
  noneMore: {
    sv: 'Svaren visas här efter hand som remissinstanserna expedierar dem.',
    en: 'The replies are shown here as the consultees forward them.',
  },
  stale: { sv: 'Någon annan har svarat på synpunkten', en: 'Somebody else has answered the remark' },
  staleLead: {
    sv: 'Det du skrev står kvar i fältet. Spara igen om det ska gälla i stället.',
    en: 'What you wrote is in the field. Save it again if it is to hold instead.',
  },
  notSaved: { sv: 'Svaret är inte sparat', en: 'The answer has not been saved' },
  write: { sv: 'Skriv ert svar', en: 'Write your answer' },
  kept: { sv: 'Det du hade skrivit finns kvar', en: 'What you had written is here' },
  keptLead: {
    sv: 'Du loggades ut innan det hann sparas. Läs igenom och spara igen.',
    en: 'You were signed out before it was saved. Read it through and save it again.',
  },
} satisfies Record<string, Texts>;

const ORDER_WORDS: Readonly<Record<Order, Texts>> = {
  fragor: { sv: 'Per fråga', en: 'By question' },
  'att-satser': { sv: 'Per att-sats', en: 'By clause' },
  avsnitt: { sv: 'Per avsnitt', en: 'By passage' },
};

export type CompilationProps = Opened & {
  readonly referral: ReferralView;
  readonly view: CompilationView;
  /** What has been shared of it, newest first. */
  readonly versions: readonly SharedCompilationRowView[];
  /** Which page of the versions is shown, and whether another follows. */
  readonly ofVersions: { readonly page: number; readonly hasMore: boolean };
  readonly order: Order;
  readonly path: string;
  /** Which page of the remarks is shown, from 1. */
  readonly page: number;
  /** What was typed into the form of a remark, when it is shown again, and why. */
  readonly typed: Values;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
};

/** The replies to a referral: what they think, side by side, and the issuer's answers to the remarks. */
export const compilationPage = (props: CompilationProps): VNode => {
  const { reader, referral, view, versions, ofVersions, order, path, page, typed, again } = props;
  const { language } = reader;
  const heading = T.compilation[language];
  const { totals } = view;
  const oppna = referral.confidential ? 'ja' : undefined;
  const replies = view.consultees.filter(hasReplied);
  const mayAnswer = permits(reader.actor, 'consultation.answer-remark', { issuer: view.issuer });
  return staffPage(
    reader,
    { title: titleOfReferral(referral, heading), section: 'remisser', width: 'wide' },
    <>
      <ReferralHead reader={reader} referral={referral} here={heading} />
      <div class="row" data-spread>
        <p class="lead">
          <strong>{`${totals.answered} ${T.of[language]} ${totals.consultees} ${T.replied[language]}`}</strong>
          {totals.missing > 0 && `, ${totals.missing} ${T.missing[language]}`}.
        </p>
        {replies.length > 0 && <CompilationPapers id={referral.id} language={language} />}
      </div>
      <Happened {...props} />
      <NotSaved {...props} />
      {view.consultees.length > 0 && <Stances reader={reader} view={view} />}
      {replies.length === 0 ? (
        <Empty icon="mail" heading={T.none[language]}>
          <p>{T.noneMore[language]}</p>
        </Empty>
      ) : (
        <>
          <section aria-labelledby="sida">
            <div class="row" data-spread>
              <h2 id="sida">{T.beside[language]}</h2>
              <ul class="jump" aria-label={T.order[language]}>
                {ORDERS.map((each) => (
                  <li>
                    <a
                      href={`${addressOf(path, { visa: each, oppna })}#sida`}
                      aria-current={each === order ? 'true' : undefined}
                    >
                      {ORDER_WORDS[each][language]}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
            <Compared {...{ reader, view, replies, order }} />
          </section>
          <Summaries view={view} language={language} />
          {mayAnswer && (
            <p>
              <a class="ds-link" href={`${path}/avsnitt`}>
                {T.notes[language]}
              </a>
            </p>
          )}
          <Remarks
            {...{ reader, view, page, typed }}
            addressOfPage={(each) =>
              `${addressOf(path, { visa: order, sida: String(each), oppna })}#synpunkter`
            }
            path={mayAnswer ? path : undefined}
            error={errorOf(again, props)}
            isStale={typeof again === 'object' && again.slug === 'stale-version'}
          />
          <Versions {...{ reader, referral, versions, path }} {...ofVersions} />
        </>
      )}
    </>,
  );
};

/** What to write, at the field; without it the rule of the API is told. */
function errorOf(
  again: CompilationProps['again'],
  { reader: { language } }: CompilationProps,
): string | undefined {
  if (typeof again !== 'object' || again.invalid.length === 0) return undefined;
  const [{ code, detail }] = again.invalid as [DomainError['invalid'][number]];
  return code === 'text' ? T.write[language] : detail[language];
}

const NotSaved = ({ reader: { language }, again, typed }: CompilationProps) => {
  if (again === undefined) return null;
  if (again === 'kept' || again === 'old-form')
    return (
      <Notice heading={T.kept[language]}>
        <p>{T.keptLead[language]}</p>
      </Notice>
    );
  const isStale = again.slug === 'stale-version';
  return (
    <Notice tone="danger" heading={(isStale ? T.stale : T.notSaved)[language]}>
      <p>{isStale ? T.staleLead[language] : (again.reasons[0]?.detail ?? again.detail)[language]}</p>
      <p>
        <a href={`#${String(typed[FORM_SENT])}`}>{T.write[language]}</a>
      </p>
    </Notice>
  );
};
