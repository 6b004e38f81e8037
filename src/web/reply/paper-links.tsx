import { Sheet } from '../../markup/page.js';
import { signedPaperWords, type SignedPaper } from '../../rules/signatures.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { WholeReply } from './read-reply.js';

const T = {
  heading: { sv: 'Handlingar att hämta', en: 'Papers to fetch' },
  frozen: { sv: 'Yttrandet som det expedierades (PDF)', en: 'The statement as it was forwarded (PDF)' },
  beingMade: {
    sv: 'Yttrandet som det expedierades (PDF) tas fram.',
    en: 'The statement as it was forwarded (PDF) is being made.',
  },
  replaced: {
    sv: 'I den expedierade PDF:en står □ i stället för tecken som inget typsnitt har. Innehållet i Yttra har dem.',
    en: 'In the PDF that was forwarded □ stands in place of signs that no font has. The content in Yttra has them.',
  },
  statement: { sv: 'Yttrande (PDF)', en: 'Statement (PDF)' },
  report: { sv: 'Tjänsteskrivelse (PDF)', en: 'Staff report (PDF)' },
  statementInWord: { sv: 'Yttrande (Word)', en: 'Statement (Word)' },
  reportInWord: { sv: 'Tjänsteskrivelse (Word)', en: 'Staff report (Word)' },
  covering: { sv: 'Följebrev (PDF)', en: 'Covering message (PDF)' },
  receipt: { sv: 'Kvittens (PDF)', en: 'Receipt (PDF)' },
  minutes: { sv: 'Protokollsutdrag (PDF)', en: 'Extract from the minutes (PDF)' },
  preview: { sv: 'Förhandsgranska yttrandet', en: 'Preview the statement' },
} satisfies Record<string, Texts>;

const signedWords = (paper: SignedPaper): Texts => {
  const { sv, en } = signedPaperWords[paper];
  return { sv: `${sv}, undertecknat (PDF)`, en: `${en}, signed (PDF)` };
};

/** Papers of a reply by the last part of their address below it, and what the API calls them. */
export const PAPER_PATHS = {
  yttrande: 'statement',
  tjansteskrivelse: 'staff-report',
  protokollsutdrag: 'minutes-extract',
  foljebrev: 'covering-message',
  kvittens: 'receipt',
} as const;

/** What a reader may take with them of a reply: the papers of what they see. */
export const PaperLinks = ({
  language,
  reply,
}: {
  readonly language: Language;
  readonly reply: WholeReply;
}) => {
  const { view, statement, hasReport, dispatched } = reply;
  if (!statement || statement.version === 0) return null;
  const address = `/svar/${view.id}/handlingar`;
  const links: (readonly [href: string, words: Texts])[] = [
    ...(dispatched?.isThere ? [[`${address}/expedierat`, T.frozen] as const] : []),
    [`${address}/yttrande`, T.statement],
    [`${address}/yttrande?format=docx`, T.statementInWord],
    ...view.signedPapers.map(
      ({ paper, documentId }) => [`/handlingar/${documentId}`, signedWords(paper)] as const,
    ),
    ...(hasReport
      ? ([
          [`${address}/tjansteskrivelse`, T.report],
          [`${address}/tjansteskrivelse?format=docx`, T.reportInWord],
        ] as const)
      : []),
    ...(view.decision ? [[`${address}/protokollsutdrag`, T.minutes] as const] : []),
    ...(view.dispatch ? [[`${address}/foljebrev`, T.covering] as const] : []),
    ...(view.dispatch && view.state === 'received' ? [[`${address}/kvittens`, T.receipt] as const] : []),
    [`${address}/yttrande?format=html`, T.preview],
  ];
  return (
    <Sheet id="handlingar-att-hamta" heading={T.heading[language]}>
      <ul class="plain">
        {dispatched?.isThere === false && <li>{T.beingMade[language]}</li>}
        {(dispatched?.replacedSigns ?? 0) > 0 && <li>{T.replaced[language]}</li>}
        {links.map(([href, words]) => (
          <li>
            <a class="ds-link" href={href}>
              {words[language]}
            </a>
          </li>
        ))}
      </ul>
    </Sheet>
  );
};
