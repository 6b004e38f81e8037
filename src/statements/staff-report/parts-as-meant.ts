import { administrationsIn } from './facts.js';
import { introducesAReply } from './clauses.js';
import { isItem, withoutMark, type Line } from './lines.js';
import type { Part } from './part.js';

/** In minutes what others proposed stands beside what was decided, as ”Förslag till …” over it: only that is the decision. */
export function withOthersApart(parts: readonly Part[]): Part[] {
  const decided = parts.findLastIndex(
    ({ field, heading }) => field === 'clauses' && /s beslut$/iu.test(heading?.text ?? ''),
  );
  return parts.map((part, at) => {
    const proposed = at < decided ? /s förslag$|^förslag till /iu : /s förslag$/iu;
    const isOthers = decided >= 0 && part.field === 'clauses' && proposed.test(part.heading?.text ?? '');
    return isOthers ? { ...part, field: 'section' } : part;
  });
}

/** ”att lämna följande yttrande:”: what stands below it, up to the next of the clauses, is what the body thinks. */
export const withRepliesApart = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => {
    if (part.field !== 'clauses') return [part];
    const { lines } = part;
    const begins = lines.findIndex(
      (line, at) =>
        line.afterBlank && !isItem(line.text) && at > 0 && introducesAReply(clauseOver(lines, at)),
    );
    if (begins < 0) return [part];
    const next = lines.findIndex(
      ({ text }, at) => at > begins && isItem(text) && withoutMark(text).startsWith('att '),
    );
    const ends = next < 0 ? lines.length : next;
    const reply: Part = { field: 'assessment', value: '', lines: lines.slice(begins, ends), inferred: true };
    return [{ ...part, lines: [...lines.slice(0, begins), ...lines.slice(ends)] }, reply];
  });

/** The clause that ends on the line before. */
function clauseOver(lines: readonly Line[], at: number): string {
  const above = lines.slice(0, at);
  const rows = above.slice(
    Math.max(
      0,
      above.findLastIndex(({ text, afterBlank }) => afterBlank || isItem(text)),
    ),
  );
  return withoutMark(rows.map(({ text }) => text).join(' '));
}

/** ”Utbildningsförvaltningen”, apart below the recipients and right over who signs for it, is none of them. */
export const withSignersOfficeApart = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part, at) => {
    const [last, ...others] = part.lines.toReversed();
    const isOver = part.field === 'recipients' && parts[at + 1]?.field === 'signature';
    const isApart =
      last?.afterBlank === true && others.length > 0 && others.slice(0, -1).every((line) => !line.afterBlank);
    if (!isOver || !isApart || administrationsIn(last.text)[0] !== last.text) return [part];
    return [
      { ...part, lines: part.lines.slice(0, -1) },
      { field: 'unplaced', value: '', lines: [last] },
    ];
  });

/** ”Beredning”, below what is thought of a proposal, says how the reply came about. */
const isBelowText = (parts: readonly Part[], part: Part): boolean =>
  /beredning/iu.test(part.heading?.text ?? '') &&
  parts.slice(0, parts.indexOf(part)).some(({ field }) => field === 'section' || field === 'assessment');

/** ”Bakgrund och allmänna synpunkter”, below ”Kommunens inställning i detalj”, is a part of what is thought. */
const isOfTheAssessment = (parts: readonly Part[], part: Part): boolean =>
  parts
    .slice(0, parts.indexOf(part))
    .some(({ field, lines }) => field === 'assessment' && lines.length === 0);

/** ”Sammanfattande bedömning”, below a summary of its own, is what all that stands between them comes to. */
export const withAssessmentSummedUp = (parts: readonly Part[]): Part[] =>
  parts.map((part, at) => {
    const isSecond =
      part.field === 'summary' &&
      parts.slice(0, at).some(({ field, lines }) => field === part.field && lines.length > 0);
    return isSecond &&
      /bedömning|ställningstagande|synpunkt|inställning|slutsats/iu.test(part.heading?.text ?? '')
      ? { ...part, field: 'assessment' }
      : part;
  });

/** Where no heading surely begins the matter or the assessment, the first that may does. */
export const withWhatMayBe = (parts: readonly Part[]): Part[] =>
  (['matter', 'assessment'] as const).reduce<Part[]>(
    (read, field) => {
      const first = read.find(({ mayBe }) => mayBe === field);
      if (first === undefined || read.some((part) => part.field === field)) return read;
      if (field === 'matter' && (isBelowText(read, first) || isOfTheAssessment(read, first))) return read;
      return read.map((part) => (part === first ? { ...part, field, inferred: true } : part));
    },
    [...parts],
  );

/** ”Tekniska serviceförvaltningen ser positivt på …” begins the assessment, when no heading does. */
const OWN_VIEW =
  /^(?:\p{Lu}[\p{L}-]+ ){0,3}[\p{L}-]*(?:förvaltningen|kontoret|nämnden|staben|förvaltning|förvaltningen för [\p{L}& ]{3,40}) (?:ser|bedömer|anser|tillstyrker|avstyrker|föreslår|har inget|ställer|välkomnar|delar|instämmer|konstaterar|vill|är positiv)/iu;

export function withAssessment(parts: readonly Part[]): Part[] {
  if (parts.some(({ field }) => field === 'assessment')) return [...parts];
  return parts.flatMap((part) => {
    if (part.field !== 'matter') return [part];
    const begins = part.lines.findIndex((line) => line.afterBlank && OWN_VIEW.test(line.text.slice(0, 160)));
    if (begins <= 0) return [part];
    const lines = part.lines.slice(begins);
    const assessment: Part = { field: 'assessment', value: '', lines, inferred: true };
    return [{ ...part, lines: part.lines.slice(0, begins) }, assessment];
  });
}

const OF_AN_OFFICE = /(?:kontorets|förvaltningens|sektorns|stabens|kansliets|avdelningens|enhetens) \p{Ll}/iu;
const OF_A_BOARD = /(?:nämndens|styrelsens|fullmäktiges|utskottets|rådets|bolagets) \p{Ll}/iu;

/** ”Tekniska nämndens yttrande”, beside ”Kommunkontorets bedömning”, is what another was asked for. */
export function withOthersViewsApart(parts: readonly Part[]): Part[] {
  const isView = ({ field, heading }: Part, form: RegExp): boolean =>
    field === 'assessment' && form.test(heading?.text ?? '');
  if (!parts.some((part) => isView(part, OF_AN_OFFICE))) return [...parts];
  return parts.map((part) => (isView(part, OF_A_BOARD) ? { ...part, field: 'section' } : part));
}

const PROSE: ReadonlySet<Part['field']> = new Set(['title', 'summary', 'matter', 'assessment', 'section']);
const CONTACT = String.raw`(?:(?:telefon|tfn|tel|mobil|direkt|växel|vx|fax|e-?post|webb(?:plats)?)[.:]{0,2} *)?(?:\+46[\d ()-]{7,}|0\d{1,3}[-– ]\d[\d ]{4,}|[^\s@,]+@[^\s@,]+\.\p{L}{2,}|www\.[^\s,]+)`;
/** Between two stands a sign: what may be split in many ways takes for ever to read. */
const ONLY_CONTACTS = new RegExp(`^${CONTACT}(?: ?[,|·•] ?${CONTACT})*$`, 'iu');
const LONGEST_CONTACTS = 120;

/** ”Postadress: 301 86 Halmstad Telefon: 010-224 30 00 E-post: …”, the foot of a page. */
const ROW_OF_AN_ADDRESS = /^(?:post|besöks)adress: .{5,60} (?:t ?elefon|tfn|tel|e-?post|webb)[.:]/iu;

/** A row that is a telephone or an address and nothing else is no text, wherever it stands. */
export const withoutContacts = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => {
    const isContacts = ({ text }: Line): boolean =>
      (text.length <= LONGEST_CONTACTS && ONLY_CONTACTS.test(text)) || ROW_OF_AN_ADDRESS.test(text);
    const contacts = PROSE.has(part.field) ? part.lines.filter(isContacts) : [];
    if (contacts.length === 0) return [part];
    const lines = part.lines.filter((line) => !isContacts(line));
    return [
      { ...part, lines },
      { field: 'unplaced', value: '', lines: contacts },
    ];
  });
