import { flowed } from '../../papers/reading/flowed.js';
import type { PaperLine } from '../../papers/reading/paper-line.js';
import type { ReportHeading } from '../../organisation/report-headings/report-heading.js';
import { Invalid } from '../../rules/problem.js';
import type { Refusal } from '../../rules/refusals.js';
import { because } from '../refusals.js';
import { emptyStatement, type StatementContent, type StatementRecipient } from '../statement.js';
import type { NamedBody } from './facts.js';
import { documentsIn } from './basis-documents.js';
import { ownNumberSaidIn } from './case-numbers.js';
import { certaintyOf, type ReadFact } from './certainty.js';
import { clausesIn } from './clauses.js';
import { kindOf, saysThatItReplies, type DocumentKind } from './document-kind.js';
import { addressedIn } from './bodies-meant.js';
import { ownNumberOf } from './cut-report.js';
import { beyondTheFacts, factsIn, type FoundFacts } from './found-facts.js';
import { foundInStatement } from './found-in-statement.js';
import type { Field } from './fields.js';
import { isFact } from './letterhead.js';
import { rowOf, textOf, widthOf, type Line } from './lines.js';
import { newestMessage } from './mail-thread.js';
import { readLines } from './pages.js';
import { ownHeadings } from './own-headings.js';
import type { Part } from './part.js';
import { partsOf } from './parts.js';
import { recipientNamed, recipientsIn } from './recipients.js';
import { sourceOf } from './report-source.js';
import type { ReportWarning } from './report-warning.js';
import { reportWarnings } from './report-warnings.js';
import { oneReportOf } from './several-reports.js';
import { stanceSaid } from './stance-said.js';
import { NotAStaffReport, unrecognisedAmong, unrecognisedIn } from './unrecognised.js';

/** What was read out of a staff report. Every line that is not blank is in one of these. */
export interface StaffReport {
  readonly kind: DocumentKind;
  readonly content: StatementContent;
  readonly found: FoundFacts;
  /** Each fact with its line, how it was found and how sure that is; guesses are in no field. */
  readonly facts: readonly ReadFact[];
  /** Every heading with the field its text went to. */
  readonly headings: readonly { readonly text: string; readonly field: Field }[];
  readonly unplaced: readonly { readonly line: number; readonly text: string }[];
  /** Lines that may be headings, of which neither the body nor anybody has said what they are. */
  readonly unrecognised: readonly string[];
  readonly warnings: readonly ReportWarning[];
}

/**
 * Reads a staff report (*tjänsteskrivelse*) as boards write it: headings in any order and many
 * variants, clauses with *att*, numbers or bullets, broken lines and pages. It interprets nothing it
 * cannot see: the stance is stated only where a clause says it.
 *
 * @param whole a text, or the lines of a paper, of which its file says more.
 * @param chosen which report, from 1, where it holds several.
 * @param taught the headings and furniture that the body has said are its own; they go before what is known for all.
 * @throws Invalid with the code `empty-report`, `several-reports`, `no-such-report` or `no-line-breaks`; NotAStaffReport
 *   when no heading is recognised.
 */
export function readStaffReport(
  whole: string | readonly PaperLine[],
  bodies: readonly NamedBody[],
  chosen?: number,
  taught: readonly ReportHeading[] = [],
): StaffReport {
  const own = ownHeadings(taught);
  const { source, others } = newestMessage(oneReportOf(sourceOf(whole), chosen));
  const { lines, furniture, sender } = readLines(source, own);
  if (lines.length + furniture.length === 0) throw unreadable(because.emptyReport);
  const parts = partsOf(lines, own);
  if (!parts.some(isOfAReport) && !isLetter(parts)) {
    throw lacksLineBreaks(lines)
      ? unreadable(because.noLineBreaks)
      : new NotAStaffReport(unrecognisedAmong(lines));
  }

  const clauses = clausesIn(linesOf(parts, 'clauses'), widthOf(lines));
  const basis = documentsIn(linesOf(parts, 'basis'));
  const listed = recipientsIn(linesOf(parts, 'recipients'), bodies);
  const kind = kindOf(parts);
  const addressees = kind === 'letter' ? addressedIn({ parts, lines, sender }, bodies) : [];
  const isListed = (name: string): boolean =>
    listed.lines.some(({ recipient }) => recipient.name?.startsWith(`${name}, `));
  const addressed = addressees
    .filter((name) => !isListed(name))
    .flatMap((name) => recipientNamed(name, bodies) ?? []);
  const content: StatementContent = {
    ...proseOf(parts),
    clauses: clauses.items.map(({ text: clause }) => ({ text: clause })),
    basis: basis.items.map(({ text: title }) => ({ title })),
    recipients: withoutTwice([...listed.lines.map(({ recipient }) => recipient), ...addressed]),
    stance: stanceSaid(clauses.items.map((clause) => clause.text)),
  };
  const said = content.clauses.map(({ text: clause }) => clause);
  const texts = [...textsOf(content), flowed(clauses.unread.map(({ text }) => text))];
  const answered = textOf(others).split('\n\n');
  const cut = { kind, parts, texts, clauses: said, lines, sender, answered };
  const found = factsIn(cut, bodies);
  const unread = [...clauses.unread, ...basis.unread, ...listed.unread, ...listed.purposes];
  const unplaced = [
    ...furniture,
    ...others,
    ...unread,
    ...beyondTheFacts(parts, found, addressees),
    ...parts.flatMap(unplacedOf),
  ];
  return {
    kind,
    content: { ...content, found: foundInStatement(found) },
    found,
    facts: certaintyOf({ ...cut, content, found, clauseList: clauses, recipients: listed }),
    headings: parts.flatMap(headingOf),
    unplaced: inOrder(unplaced),
    unrecognised: unrecognisedIn(parts, widthOf(lines)),
    warnings: reportWarnings({ kind, content, found, lines, clauses, basis, recipients: listed }),
  };
}

/** Whom a letter is addressed to may stand among those it is sent to. */
const withoutTwice = (recipients: readonly StatementRecipient[]): StatementRecipient[] => [
  ...new Map(recipients.map((one) => [one.body ?? one.email ?? one.name, one])).values(),
];

/** A letter may have a date and a signature too. */
const isOfAReport = ({ heading, field, inferred, mayBe }: Part): boolean =>
  heading !== undefined &&
  (!inferred || mayBe !== undefined || field === 'clauses') &&
  field !== 'title' &&
  field !== 'signature' &&
  field !== 'unplaced' &&
  !isFact(field);

/** A letter may have no heading that is known, but a title that says that it answers, or the number under which it does. */
const isLetter = (parts: readonly Part[]): boolean =>
  kindOf(parts) === 'letter' &&
  (ownNumberOf(parts) !== undefined ||
    parts.some(({ field, lines: [first] }) => field === 'title' && saysThatItReplies(first?.text ?? '')) ||
    parts.some(({ lines }) => ownNumberSaidIn(flowed(lines.map(({ text }) => text))) !== undefined));

function proseOf(parts: readonly Part[]): StatementContent {
  const prose = (field: Field) =>
    parts
      .filter((part) => part.field === field && part.lines.length > 0)
      .map((part) => textOf(part.lines))
      .join('\n\n');
  const sections = parts.filter(({ field }) => field === 'section');
  return {
    ...emptyStatement,
    title: prose('title'),
    summary: prose('summary'),
    matter: prose('matter'),
    assessment: prose('assessment'),
    sections: sections.map(({ heading, lines }) => ({
      heading: heading?.text.replace(/:$/u, '') ?? '',
      text: textOf(lines),
    })),
  };
}

function textsOf(content: StatementContent): string[] {
  const { title, summary, matter, assessment, clauses, basis, sections } = content;
  const lists = [...clauses.map((clause) => clause.text), ...basis.map((document) => document.title)];
  return [title, summary, matter, assessment, ...sections.map((section) => section.text), ...lists];
}

function linesOf(parts: readonly Part[], field: Field): Line[] {
  return parts.filter((part) => part.field === field).flatMap((part) => part.lines);
}

function headingOf({ heading, field }: Part): StaffReport['headings'] {
  return heading && field !== 'unplaced' ? [{ text: rowOf(heading), field }] : [];
}

/** A line of which several cells have no place is one line; a form feed within it makes it two. */
function inOrder(lines: readonly Line[]): StaffReport['unplaced'] {
  const rows = new Map(lines.map((line) => [`${line.number} ${rowOf(line)}`, line]));
  return [...rows.values()]
    .toSorted((a, b) => a.number - b.number)
    .map((line) => ({ line: line.number, text: rowOf(line) }));
}

/** A heading that came to nothing is listed as the line it is. */
function unplacedOf({ field, heading, lines }: Part): Line[] {
  if (field !== 'unplaced') return [];
  return heading ? [heading, ...lines.filter(({ number }) => number !== heading.number)] : lines;
}

/** What a viewer's selection may give: headings stand inside one endless line. */
const HEADINGS_WITHIN =
  /(?<!\p{L})(?:Sammanfattning|Förslag till beslut|Beslutsunderlag|Bakgrund|Ärendet|Bedömning)(?!\p{L})/gu;
const ENDLESS = 300;

const lacksLineBreaks = (lines: readonly Line[]): boolean =>
  lines.some(({ text }) => text.length > ENDLESS && new Set(text.match(HEADINGS_WITHIN)).size > 1);

const unreadable = (reason: Refusal): Invalid => new Invalid({ pointer: '', ...reason });
