import { html, type Html } from '../../rules/html-text.js';
import type { Language, Texts } from '../../rules/texts.js';
import { MASKED, OUTCOME_TEXTS, ROUTE_TEXTS, STANCE_TEXTS, STATES } from '../register/register-texts.js';
import type { PublicConsulteeView } from '../register/public-register.dto.js';
import type { Entries, List } from '../register/read-register.js';
import { row, swedish } from './list-page.js';
import { framed, type Frame } from './page-frame.js';
import { day } from './swedish-day.js';

const TEXTS = {
  number: { sv: 'Diarienummer', en: 'Case number' },
  caseNumber: { sv: 'Remissens diarienummer', en: 'Number of the referral’s case' },
  registered: { sv: 'Registrerat', en: 'Registered' },
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

type Line = readonly [Texts, Html | string | null];

/** What each kind of entry says, line by line; what it does not say has no line. */
const lines: { readonly [L in List]: (entry: Entries[L], language: Language) => readonly Line[] } = {
  cases: ({ number, date, bodyName, sender, state }, language) => [
    [TEXTS.number, number],
    [TEXTS.registered, day(date, language)],
    [TEXTS.body, bodyName],
    [TEXTS.sender, sender],
    [TEXTS.state, state && STATES[state][language]],
  ],
  referrals: ({ number, date, bodyName, state, replyBy, caseId }, language) => [
    [TEXTS.number, number],
    [TEXTS.sent, day(date, language)],
    [TEXTS.from, bodyName],
    [TEXTS.state, state && STATES[state][language]],
    [TEXTS.replyBy, replyBy && day(replyBy, language)],
    [TEXTS.toCase, caseId && html`<a href="/register/cases/${caseId}">${number}</a>`],
  ],
  statements: (entry, language) => [
    [TEXTS.number, entry.number],
    [TEXTS.dispatched, day(entry.date, language)],
    [TEXTS.from, entry.bodyName],
    [TEXTS.recipient, entry.issuerName],
    [TEXTS.caseNumber, entry.caseNumber],
    [TEXTS.stance, entry.stance && STANCE_TEXTS[entry.stance][language]],
    [TEXTS.recorded, entry.recordedByIssuer ? TEXTS.recordedByIssuer[language] : null],
    [TEXTS.route, entry.route && ROUTE_TEXTS[entry.route][language]],
    [TEXTS.decided, decided(entry, language)],
    [TEXTS.outcome, entry.outcome && OUTCOME_TEXTS[entry.outcome][language]],
    [
      TEXTS.toReferral,
      entry.referralId && html`<a href="/register/referrals/${entry.referralId}">${entry.caseNumber}</a>`,
    ],
  ],
};

/** One entry, with those that belong to it. */
export function entryPage(
  frame: Frame,
  entry: Entries[List],
  related: { readonly list: List; readonly items: readonly Entries[List][] } | null,
): string {
  const { language } = frame;
  const { title, number, masked } = entry;
  const linesOf = lines[frame.list] as (entry: Entries[List], language: Language) => readonly Line[];
  const known = linesOf(entry, language).filter(([, value]) => value !== null);
  const content = html`<h1${swedish(title, language)}>${title ?? `${number}: ${MASKED[language]}`}</h1>
${masked && html`<p class="notice">${TEXTS.masked[language]}</p>`}
<dl>${known.map(
    ([name, value]) =>
      html`<dt>${name[language]}</dt>
        <dd>${value}</dd>`,
  )}</dl>
${'consultees' in entry && entry.consultees && consultees(entry.consultees, language)}
${'clauses' in entry && entry.clauses && clauses(entry.clauses, language)}
${related && related.items.length > 0 && belonging(related, language)}`;
  return framed(frame, title ?? number, content, 'true');
}

export function notFoundPage(frame: Frame): string {
  const { language } = frame;
  const name = TEXTS.notFound[language];
  return framed(
    frame,
    name,
    html`<h1>${name}</h1>
      <p>${TEXTS.removed[language]}</p>`,
    'true',
  );
}

function decided({ decidedOn, section }: Entries['statements'], language: Language): Html | null {
  return decidedOn ? html`${day(decidedOn, language)}${section && html`, § ${section}`}` : null;
}

function consultees(asked: readonly PublicConsulteeView[], language: Language): Html {
  const items = asked.map(
    ({ name, replyBy }) =>
      html`<li>
        ${name ?? TEXTS.notNamed[language]}
        <span class="meta">(${TEXTS.replyBy[language].toLowerCase()} ${day(replyBy, language)})</span>
      </li>`,
  );
  return html`<h2>${TEXTS.consultees[language]}</h2>
    <ul>
      ${items}
    </ul>`;
}

function clauses(texts: readonly string[], language: Language): Html | null {
  if (texts.length === 0) return null;
  return html`<h2>${TEXTS.clauses[language]}</h2>
<ol${swedish('', language)}>${texts.map((text) => html`<li>${text}</li>`)}</ol>`;
}

function belonging(
  { list, items }: { readonly list: List; readonly items: readonly Entries[List][] },
  language: Language,
): Html {
  const name = list === 'statements' ? TEXTS.statements : TEXTS.referrals;
  return html`<h2>${name[language]}</h2>
    <ol class="entries">
      ${items.map((entry) => row(list, entry, language, 3))}
    </ol>`;
}
