import type { ComponentChildren, VNode } from 'preact';
import { Day } from '../../markup/day.js';
import { Facts, Notice } from '../../markup/notices.js';
import { PageHead, Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { MASKED, STATES } from '../register/register-texts.js';
import type { PublicConsulteeView } from '../register/public-register.dto.js';
import type { Entries, List } from '../register/read-register.js';
import { Entry, swedish } from './list-page.js';
import { framed, type Frame } from './register-frame.js';
import { stanceWords, routeWords, outcomeWords } from '../../rules/words.js';

const TEXTS = {
  number: { sv: 'Diarienummer', en: 'Case number' },
  caseNumber: { sv: 'Remissens diarienummer', en: 'Number of the referral’s case' },
  received: { sv: 'Kom in eller upprättades', en: 'Received or drawn up' },
  sent: { sv: 'Skickad', en: 'Sent' },
  dispatched: { sv: 'Expedierat', en: 'Dispatched' },
  body: { sv: 'Myndighet', en: 'Authority' },
  from: { sv: 'Från', en: 'From' },
  sender: { sv: 'Avsändare', en: 'Sender' },
  recipient: { sv: 'Mottagare', en: 'Recipient' },
  state: { sv: 'Läge', en: 'State' },
  replyBy: { sv: 'Svar senast', en: 'Reply by' },
  consultees: { sv: 'Remissinstanser', en: 'Consultees' },
  notNamed: { sv: 'Namnges inte', en: 'Not named' },
  stance: { sv: 'Ställningstagande', en: 'Stance' },
  route: { sv: 'Beslutat av', en: 'Decided by' },
  outcome: { sv: 'Beslut', en: 'Decision' },
  decided: { sv: 'Beslutsdatum', en: 'Date of decision' },
  recorded: { sv: 'Inkom utanför Yttra', en: 'Came outside Yttra' },
  recordedByIssuer: {
    sv: 'Svaret är registrerat av mottagaren',
    en: 'The reply was recorded by its recipient',
  },
  paper: { sv: 'Hämta som handling (PDF)', en: 'Fetch as a paper (PDF)' },
  clauses: { sv: 'Beslutet i sin helhet', en: 'The decision in full' },
  referrals: { sv: 'Remisser i ärendet', en: 'Referrals of the case' },
  statements: { sv: 'Yttranden över remissen', en: 'Statements on the referral' },
  toCase: { sv: 'Ärendet i diariet', en: 'The case in the register' },
  toReferral: { sv: 'Remissen i diariet', en: 'The referral in the register' },
  notFound: { sv: 'Sidan finns inte', en: 'There is no such page' },
  removed: {
    sv: 'Det som fanns här är inte publicerat, eller inte längre. Kommunens registrator svarar på frågor om allmänna handlingar.',
    en: 'What was here is not published, or not any more. The municipality’s registrar answers questions about official documents.',
  },
  masked: {
    sv: 'Uppgifter i ärendet kan omfattas av sekretess. Vill du ta del av dem, vänd dig till registratorn: frågan prövas varje gång den ställs.',
    en: 'Particulars may be confidential. If you want to read them, ask the registrar: it is considered each time somebody asks.',
  },
} satisfies Record<string, Texts>;

type Line = readonly [Texts, ComponentChildren];

/** What each kind of entry says, line by line; what it does not say has no line. */
const lines: { readonly [L in List]: (entry: Entries[L], language: Language) => readonly Line[] } = {
  cases: ({ number, date, bodyName, sender, state }, language) => [
    [TEXTS.number, number],
    [TEXTS.received, <Day date={date} language={language} />],
    [TEXTS.body, bodyName],
    [TEXTS.sender, sender],
    [TEXTS.state, state && STATES[state][language]],
  ],
  referrals: ({ number, date, bodyName, state, replyBy, caseId }, language) => [
    [TEXTS.number, number],
    [TEXTS.sent, <Day date={date} language={language} />],
    [TEXTS.from, bodyName],
    [TEXTS.state, state && STATES[state][language]],
    [TEXTS.replyBy, replyBy && <Day date={replyBy} language={language} />],
    [TEXTS.toCase, caseId && <a href={`/register/cases/${caseId}`}>{number}</a>],
  ],
  statements: (entry, language) => [
    [TEXTS.number, entry.number],
    [TEXTS.dispatched, <Day date={entry.date} language={language} />],
    [TEXTS.from, entry.bodyName],
    [TEXTS.recipient, entry.issuerName],
    [TEXTS.caseNumber, entry.caseNumber],
    [TEXTS.stance, entry.stance && stanceWords[entry.stance][language]],
    [TEXTS.recorded, entry.recordedByIssuer ? TEXTS.recordedByIssuer[language] : null],
    [TEXTS.route, entry.route && routeWords[entry.route][language]],
    [TEXTS.decided, decided(entry, language)],
    [TEXTS.outcome, entry.outcome && outcomeWords[entry.outcome][language]],
    [
      TEXTS.toReferral,
      entry.referralId && <a href={`/register/referrals/${entry.referralId}`}>{entry.caseNumber}</a>,
    ],
  ],
};

/** One entry, with those that belong to it. */
export function entryPage(
  frame: Frame,
  entry: Entries[List],
  related: { readonly list: List; readonly items: readonly Entries[List][] } | null,
): VNode {
  const { language } = frame;
  const { title, number, masked } = entry;
  const linesOf = lines[frame.list] as (entry: Entries[List], language: Language) => readonly Line[];
  const known = linesOf(entry, language).map(([name, value]) => [name[language], value] as const);
  return framed(
    frame,
    title ?? number,
    <>
      <PageHead heading={title ?? `${number}: ${MASKED[language]}`} lang={swedish(title, language)} />
      {masked && (
        <Notice>
          <p>{TEXTS.masked[language]}</p>
        </Notice>
      )}
      <Facts lines={known} />
      {'consultees' in entry && entry.consultees && (
        <Consultees asked={entry.consultees} language={language} />
      )}
      {'clauses' in entry && entry.clauses && entry.clauses.length > 0 && (
        <Sheet id="clauses" heading={TEXTS.clauses[language]}>
          <ol lang={swedish('', language)}>
            {entry.clauses.map((text) => (
              <li>{text}</li>
            ))}
          </ol>
        </Sheet>
      )}
      {frame.list === 'statements' && (
        <p>
          <a class="ds-link" href={`/public/v1/statements/${entry.id}/paper`}>
            {TEXTS.paper[language]}
          </a>
        </p>
      )}
      {related && related.items.length > 0 && <Related {...related} language={language} />}
    </>,
    'true',
  );
}

export function notFoundPage(frame: Frame): VNode {
  const { language } = frame;
  const name = TEXTS.notFound[language];
  return framed(
    frame,
    name,
    <PageHead heading={name}>
      <p class="lead">{TEXTS.removed[language]}</p>
    </PageHead>,
    'true',
  );
}

function decided({ decidedOn, section }: Entries['statements'], language: Language): ComponentChildren {
  if (!decidedOn) return null;
  return (
    <>
      <Day date={decidedOn} language={language} />
      {section && `, § ${section}`}
    </>
  );
}

const Consultees = ({ asked, language }: { asked: readonly PublicConsulteeView[]; language: Language }) => (
  <Sheet id="consultees" heading={TEXTS.consultees[language]}>
    <ul>
      {asked.map(({ name, replyBy }) => (
        <li>
          {name ?? TEXTS.notNamed[language]}{' '}
          <span class="quiet">
            ({TEXTS.replyBy[language].toLowerCase()} <Day date={replyBy} language={language} />)
          </span>
        </li>
      ))}
    </ul>
  </Sheet>
);

const Related = ({
  list,
  items,
  language,
}: {
  readonly list: List;
  readonly items: readonly Entries[List][];
  readonly language: Language;
}) => (
  <section aria-labelledby="related">
    <h2 id="related">{(list === 'statements' ? TEXTS.statements : TEXTS.referrals)[language]}</h2>
    <ol class="entries">
      {items.map((entry) => (
        <Entry list={list} entry={entry} language={language} level={3} />
      ))}
    </ol>
  </section>
);
