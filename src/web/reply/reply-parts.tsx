import type { ComponentChildren } from 'preact';
import { Day, Moment } from '../../markup/day.js';
import { Flag, Ring, Time } from '../../markup/marks.js';
import { Facts } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import { stepWords } from '../../rules/planning.js';
import type { Outcome } from '../../rules/consultation-states.js';
import type { Language, Texts } from '../../rules/texts.js';
import { meetingsPath } from '../meetings/meeting-address.js';
import type { Reply } from './read-reply.js';
import type { Reader } from '../frame/staff-frame.js';
import { StateOf, timeInWords, toneOfDay, VerdictOf } from '../frame/time-left.js';
import { BARRED } from '../frame/words.js';
import { outcomeWords, stanceWords } from '../../rules/words.js';

export interface ReplyProps {
  readonly reader: Reader;
  readonly reply: Reply;
}

const T = {
  inbox: { sv: 'Min inkorg', en: 'My inbox' },
  confidential: { sv: 'Sekretess', en: 'Confidential' },
  statement: { sv: 'Yttrandet', en: 'The statement' },
  version: { sv: 'version', en: 'version' },
  saved: { sv: 'sparad', en: 'saved' },
  versions: { sv: 'Alla versioner', en: 'All versions' },
  heading: { sv: 'Rubrik', en: 'Title' },
  stance: { sv: 'Ställning', en: 'Stance' },
  clauses: { sv: 'Förslag till beslut', en: 'Proposed decision' },
  decided: { sv: 'Beslut', en: 'Decision' },
  decidedAs: { sv: 'Beslutat', en: 'Decided' },
  confirmed: { sv: 'Justerat', en: 'Minutes confirmed' },
  forwarded: { sv: 'Expedierat', en: 'Forwarded' },
  summary: { sv: 'Sammanfattning', en: 'Summary' },
  nothing: { sv: 'Inget är skrivet än.', en: 'Nothing has been written yet.' },
  plan: { sv: 'Planen till svarsdagen', en: 'The plan to the reply-by date' },
  done: { sv: ', klart', en: ', done' },
  planned: { sv: 'planen sa', en: 'the plan said' },
  about: { sv: 'Om ärendet', en: 'About the matter' },
  from: { sv: 'Från', en: 'From' },
  to: { sv: 'Till', en: 'To' },
  received: { sv: 'Inkom', en: 'Received' },
  officer: { sv: 'Handläggare', en: 'Case officer' },
  meeting: { sv: 'Sammanträde', en: 'Meeting' },
  theMeeting: { sv: 'Sammanträdet', en: 'The meeting of' },
  replyBy: { sv: 'Svar senast', en: 'Reply by' },
  declined: { sv: 'Avböjt', en: 'Declined' },
  recalled: { sv: 'Därför togs frågan tillbaka', en: 'Why the question was taken back' },
} satisfies Record<string, Texts>;

/** As the reader's side numbers it. */
export const numberOf = ({ view }: Reply): string => view.ownCaseNumber ?? view.caseNumber;

/** What stands in the window's title and its history: of what is confidential the number alone. */
export const titleOf = (reply: Reply, what?: string): string => {
  const { title, confidential } = reply.view;
  return [what, numberOf(reply), confidential ? undefined : title].filter(Boolean).join(', ');
};

/** Of a draft that the manager has returned, or the board referred back. */
export const CAME_BACK: Texts = { sv: 'Utkastet har kommit tillbaka', en: 'The draft has come back' };

/** What was said when it came back, until it is handed in again. */
export const whyBack = ({ state, returnedBecause }: Reply['view']): string | null =>
  state === 'drafting' ? returnedBecause : null;

/** Which matter this is, and where it stands. */
export const ReplyHead = ({ reader, reply, here }: ReplyProps & { readonly here?: string }) => {
  const { language } = reader;
  const { view, plan, referral } = reply;
  const number = numberOf(reply);
  const inbox = [T.inbox[language], '/inkorg'] as const;
  return (
    <>
      <Crumbs
        language={language}
        way={here === undefined ? [inbox] : [inbox, [number, `/svar/${view.id}?oppna=ja`]]}
        here={here ?? number}
      />
      <PageHead
        heading={here ?? view.title}
        lang={here === undefined && language !== 'sv' ? 'sv' : undefined}
      >
        {here !== undefined && <p>{view.title}</p>}
        {here !== undefined && <AtMeeting reader={reader} reply={reply} />}
        <p class="row">
          <span>{number}</span>
          <StateOf state={view.state} language={language} />
          {view.confidential && <Flag icon="lock">{T.confidential[language]}</Flag>}
          {plan?.verdict && <VerdictOf verdict={plan.verdict} language={language} />}
          {referral?.delegationBarred && <Flag icon="law">{BARRED[language]}</Flag>}
        </p>
      </PageHead>
    </>
  );
};

/** Of which meeting a step is, with the section of its minutes once there is one. */
const AtMeeting = ({ reader: { language, today }, reply: { meeting, view } }: ReplyProps) => {
  if (!meeting) return null;
  const { id, body, date, organ } = meeting;
  const section = view.decision?.section && `§ ${view.decision.section}`;
  return (
    <p>
      <a href={`${meetingsPath(body)}/${id}`}>
        {T.theMeeting[language]} <Day date={date} language={language} form="sentence" today={today} />
      </a>
      {[organ, section].filter(Boolean).map((each) => `, ${each}`)}
    </p>
  );
};

/** The statement in short. */
export const StatementInShort = ({
  reader: { language },
  reply: { view, statement, hasReport },
}: ReplyProps) => {
  if (!statement) return null;
  const { version, savedAt, title, stance, clauses, summary } = statement;
  return (
    <Sheet id="yttrande" heading={T.statement[language]}>
      {version === 0 ? (
        <p class="quiet">{T.nothing[language]}</p>
      ) : (
        <>
          <p class="ref">
            <span>
              {T.version[language]} {version}
            </span>{' '}
            {savedAt && (
              <span>
                {T.saved[language]} <Moment at={savedAt} language={language} />
              </span>
            )}{' '}
            {hasReport && (
              <a class="ds-link" href={`/svar/${view.id}/yttrande/versioner`}>
                {T.versions[language]}
              </a>
            )}
          </p>
          <Facts
            long
            lines={[
              [T.heading[language], title || null],
              [T.stance[language], stanceWords[stance][language]],
              [
                (view.decision ? T.decided : T.clauses)[language],
                clauses.length > 0 && <Clauses clauses={clauses} />,
              ],
              [T.summary[language], summary && <span class="as-written">{summary}</span>],
            ]}
          />
        </>
      )}
    </Sheet>
  );
};

const Clauses = ({ clauses }: { readonly clauses: readonly { readonly text: string }[] }) => (
  <>
    {clauses.map(({ text }) => (
      <p>{text}</p>
    ))}
  </>
);

/** Each step with its last day; shown to the consultee's staff alone, whose it is. */
export const Plan = ({ reader: { language, today }, reply: { plan } }: ReplyProps) => {
  if (!plan || plan.steps.length === 0) return null;
  const current = plan.steps.findIndex(({ done }) => !done);
  const day = (date: string | null) =>
    date && <Day date={date} language={language} form="list" today={today} />;
  return (
    <Sheet id="plan" heading={T.plan[language]}>
      <ol class="plan">
        {plan.steps.map(({ step, date, done, doneOn }, index) => (
          <li data-tone={done ? 'done' : undefined} aria-current={index === current ? 'step' : undefined}>
            {done ? <Ring part={8} mark="check" /> : <Ring part={index === current ? 3 : 0} />}
            <p>
              {stepWords[step][language]}
              {done && <span class="ds-sr-only">{T.done[language]}</span>}
            </p>
            <p>{day(done ? doneOn : date)}</p>
            {done && doneOn !== null && date !== null && doneOn > date && (
              <p class="ref">
                {T.planned[language]} {day(date)}
              </p>
            )}
            {!done && date !== null && (
              <p class="ref">
                <Time tone={index === current ? toneOfDay(date, today) : undefined}>
                  {timeInWords(date, today, language)}
                </Time>
              </p>
            )}
          </li>
        ))}
      </ol>
      {plan.detail && <p class="quiet">{plan.detail}</p>}
    </Sheet>
  );
};

/** `med ändringar`, as it stands in a line. */
const outcomeIn = ({ outcome }: { readonly outcome: string }, language: Language): string =>
  outcomeWords[outcome as Outcome][language].toLowerCase();

export const About = ({ reader: { actor, language, today }, reply: { view, names } }: ReplyProps) => {
  const { decision, issuer, referralId } = view;
  const isIssuers = issuer !== null && [...actor.staffOf, ...actor.readerOf].includes(issuer);
  const name = (key: string | null): ComponentChildren => key && (names.get(key) ?? key);
  const day = (date: string | null) =>
    date && <Day date={date} language={language} form="sentence" today={today} />;
  return (
    <Sheet id="fakta" heading={T.about[language]}>
      <Facts
        lines={[
          [
            T.from[language],
            <>
              {name(issuer)},{' '}
              {isIssuers && referralId ? (
                <a class="nowrap" href={`/remisser/${referralId}`}>
                  {view.caseNumber}
                </a>
              ) : (
                <span class="nowrap">{view.caseNumber}</span>
              )}
            </>,
          ],
          [T.to[language], name(view.consultee)],
          [T.received[language], day(view.receivedOn)],
          [T.replyBy[language], day(view.replyBy)],
          [T.officer[language], name(view.officer)],
          [T.meeting[language], day(view.meetingDate)],
          [
            T.decidedAs[language],
            decision && (
              <>
                {day(decision.decidedOn)}
                {decision.section && `, § ${decision.section}`}, {outcomeIn(decision, language)}
              </>
            ),
          ],
          [T.confirmed[language], day(decision?.confirmedOn ?? null)],
          [T.forwarded[language], day(view.dispatch?.forwardedOn ?? null)],
          [
            T.recalled[language],
            view.recalledBecause && <span class="as-written">{view.recalledBecause}</span>,
          ],
          [
            T.declined[language],
            view.declinedBecause && (
              <>
                {view.declinedOn && <>{day(view.declinedOn)}: </>}
                <span class="as-written">{view.declinedBecause}</span>
              </>
            ),
          ],
        ]}
      />
    </Sheet>
  );
};
