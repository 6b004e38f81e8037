import type { StatementRecipient } from '../statement.js';
import { bodyNamed, capitalised, type NamedBody } from './facts.js';
import { namesAnInstitution, withoutItsNumber } from './institutions.js';
import { endsOpen, endsSentence, isItem, withoutMark, type Line } from './lines.js';
import { isPersonWithRole } from './signatures.js';

export interface ReadRecipients {
  readonly lines: { readonly recipient: StatementRecipient; readonly line: number }[];
  /** Neither bodies, addresses nor institutions: whoever sends the decision decides who they are. */
  readonly unread: Line[];
  /** Lines that say for what their recipients get it, which no field holds. */
  readonly purposes: Line[];
}

/**
 * Who the decision is sent to: bodies by code, addresses as such, and institutions by name as written. Nobody else is
 * guessed. A list ends at a blank line with something else below it, and a list with marks at what has none.
 */
export function recipientsIn(rows: readonly Line[], bodies: readonly NamedBody[]): ReadRecipients {
  const lines = withNamesWhole(rows);
  const read: ReadRecipients = { lines: [], unread: [], purposes: [] };
  let ended = false;
  const isMarked = lines[0] !== undefined && isItem(lines[0].text);
  const isColumn = hasOneOnEachLine(lines);
  for (const [index, line] of lines.entries()) {
    ended ||= isMarked && line.afterBlank && !isItem(line.text);
    if (isCopyOfThat(line, lines[index - 1])) {
      read.unread.push(line);
      continue;
    }
    const whole = withoutMark(line.cells.join(', ')).replace(WITH_A_COPY, '');
    const both = ended ? undefined : withMail(whole, bodies);
    if (both) {
      read.lines.push({ recipient: both, line: line.number });
      continue;
    }
    const cells = line.cells.length > 1 ? line.cells : [line.text];
    const names = ended ? [] : cells.flatMap((cell) => namesIn(withoutMark(cell), bodies, isColumn));
    const known = names.flatMap(
      (name, place) =>
        recipientNamed(name, bodies) ??
        unitNamed(name, place) ??
        personNamed(name) ??
        (isColumn ? namedAmongOthers(lines, index) : undefined) ??
        (isRowOfNames(names, bodies) ? { name } : undefined) ??
        [],
    );
    // Of cells beside each other that are not all recipients nobody knows which is.
    if (line.cells.length === 1 || known.length === names.length)
      read.lines.push(...known.map((one) => ({ recipient: one, line: line.number })));
    // A sentence is the whole of it.
    ended ||= index === 0 && endsSentence(line.text) && names.length > 1;
    if (known.length === names.length && names.length > 0) {
      if (WHAT_FOR.test(withoutMark(line.text))) read.purposes.push(line);
      continue;
    }
    read.unread.push(line);
    ended ||= known.length === 0 && line.afterBlank && !line.isBroken && index > 0;
  }
  return read;
}

/** ”Departementet, svar@departement.example med kopia till”, and below it where the copy goes */
const WITH_A_COPY = / (?:med|samt|och) kopia till:?$/iu;
const isCopyOfThat = ({ text }: Line, before: Line | undefined): boolean =>
  text.includes('@') && before !== undefined && WITH_A_COPY.test(before.text);

/** ”nämnden för Miljö &” goes on on the next line. */
const withNamesWhole = (rows: readonly Line[]): Line[] =>
  rows.reduce<Line[]>((lines, row) => {
    const last = lines.at(-1);
    if (!last?.text.endsWith('&') || last.cells.length + row.cells.length > 2) return [...lines, row];
    const text = `${last.text} ${row.text}`;
    return [...lines.slice(0, -1), { ...last, text, cells: [text] }];
  }, []);

/** ”Varbergs kommun, Socialförvaltningen”, each on a line of its own. */
const isOfAMunicipality = ([name = '', office = '', ...others]: readonly string[]): boolean =>
  others.length === 0 && /\p{L} (?:kommun|stad)$/u.test(name) && A_WHOLE.test(office);

/** Another sentence of a list that is written as sentences: ”… och tekniska nämnden. För kännedom till lantmäteriet.” */
const NEXT_SENTENCE = /\. (?=(?:för kännedom|kopia) )/iu;
const SENT_HOW = /^(?:för kännedom|kopia)(?: till)? /iu;
/** ”Norrmarks kommun, plan- och byggenheten” is one, outside the own municipality. */
const AN_OFFICE = /^\p{Ll}[\p{L}& -]{2,60}(?:enheten|kontoret|avdelningen|förvaltningen|chefen|direktören)$/u;
/** ”Polismyndigheten, lokalpolisområde Karlshamn”: what is no name by itself says where within it. */
const isPlaceWithin = (name: string): boolean =>
  /^(?!(?:för|till|kopia|akten|diariet)(?!\p{L}))\p{Ll}[\p{L}-]{3,40} \p{Lu}[\p{L} -]{2,40}$/u.test(name) &&
  !namesAnInstitution(capitalised(name));

/** ”Tekniska kontoret för kännedom”, ”Länsstyrelsen (för kännedom)”. */
const SENT_TO_KNOW = / \(?för kännedom\)?\.?$/iu;

/** ”För åtgärd: Äldreförvaltningen”, ”Kopia till: …”: what for stands before whom. */
const WHAT_FOR = /^(?:för \p{Ll}{4,20}|kopia|till|information)(?: till)?: (?=\p{L})/iu;

/** ”HR-avdelningen, Kommunstyrelseförvaltningen”: a part, and what it is a part of. */
const A_PART = /(?:avdelning|enhet|sektion|grupp|stab|funktion)(?:en)?$/iu;
const A_WHOLE = /(?:förvaltning|kontor|kommun|region|stad)(?:en|et)?$/iu;
/** ”Inspektionen för vård och omsorg, avdelning nord”: no board, and no role. */
const A_BOARD = /(?:nämnd|styrelse|fullmäktige|utskott|direktion)(?:en|et|s)?(?!\p{L})/iu;
const isPartOf = (part: string, name: string): boolean =>
  (A_PART.test(part) && A_WHOLE.test(name)) ||
  (/^(?!(?:för|till|kopia|samt|och)(?!\p{L}))\p{Ll}{3,40} \p{L}/u.test(name) &&
    !A_BOARD.test(name) &&
    !A_BOARD.test(part) &&
    namesAnInstitution(part) &&
    !namesAnInstitution(name));

/** ”Jan Ekvall (C)” or ”Fastighetschef Rikard Sjöö”: a person whom a list names with what they are. */
const personNamed = (name: string): StatementRecipient | undefined =>
  isPersonWithRole(name) ? { name } : undefined;

/** ”Arjeplogs IF” or ”Ingegerd Wallerstedt”: words in capitals, close between two rows of a column that are recipients. */
const A_NAME =
  /^\p{Lu}[\p{L}.’'-]*(?: (?:\p{Lu}[\p{L}.’'-]*|i|för|och|af|von|de)){0,5}(?: för \p{Ll}[\p{L}-]+)?(?: \([\p{L} -]{2,40}\))?$/u;
/** ”Bjärred scoutkår”, close below others of which most are known. */
const A_CAPITAL_AND_WORDS = /^\p{Lu}[\p{L}-]+(?: \p{L}[\p{L}-]+){1,2}$/u;
const FEWEST_IN_A_ROW = 3;
/** ”Kommunfullmäktige, Kommunstyrelsen, Samrådsgruppen för språk, Pirjo Lantto”: most of them are known. */
const isRowOfNames = (names: readonly string[], bodies: readonly NamedBody[]): boolean =>
  names.length >= FEWEST_IN_A_ROW &&
  names.every((name) => A_NAME.test(name)) &&
  2 * names.filter((name) => recipientNamed(name, bodies) !== undefined).length >= names.length;

function namedAmongOthers(lines: readonly Line[], at: number): StatementRecipient | undefined {
  const [line, next] = [lines[at]!, lines[at + 1]];
  const isKnown = ({ text }: Line): boolean => namesAnInstitution(withoutMark(text));
  const isBelowOne = at > 0 && !line.afterBlank && lines.slice(0, at).some(isKnown);
  const isOverOne = at === 0 && next?.afterBlank === false && isKnown(next);
  const name = withoutMark(line.text);
  const mostAre = isBelowOne && 2 * lines.filter(isKnown).length >= lines.length;
  const isName = A_NAME.test(name) || (mostAre && A_CAPITAL_AND_WORDS.test(name));
  return (isBelowOne || isOverOne) && isName ? { name } : undefined;
}

/** Lines that begin and end as names do: what stands behind a comma in one of them is a part of it. */
const hasOneOnEachLine = (lines: readonly Line[]): boolean =>
  lines.length > 1 &&
  lines
    .map(({ text }) => withoutMark(text))
    .every(
      (row) => (/^\p{Lu}/u.test(row) && !endsOpen(row) && !endsSentence(row)) || namesAnInstitution(row),
    );

/** ”Östersunds tingsrätt, mark- och miljödomstolen”, on a line of its own. */
const isOneOfAColumn = ([name = '', part = '', ...others]: readonly string[], bodies: readonly NamedBody[]) =>
  others.length === 0 &&
  /^\p{Ll}/u.test(part) &&
  bothBodies(part, bodies).length === 1 &&
  [name, part].every((one) => namesAnInstitution(capitalised(one)) && bodyNamed(one, bodies) === undefined);

/** ”Miljöprövningsdelegationen, Länsstyrelsen i Kalmar län”, ”Arboga, Köpings och Kungsörs kommuner”: not each part is a name by itself. */
const isPartlyNamed = (names: readonly string[], bodies: readonly NamedBody[]): boolean =>
  names.length > 1 &&
  names.every((name) => bodyNamed(name, bodies) === undefined && /^\p{Lu}[^@\d]*$/u.test(name)) &&
  names.some((name) => recipientNamed(name, bodies) === undefined && personNamed(name) === undefined) &&
  names.some(namesAnInstitution);

function namesIn(line: string, bodies: readonly NamedBody[], isColumn: boolean): string[] {
  const text = line.replace(WHAT_FOR, '').replace(SENT_TO_KNOW, '');
  const sentences = text.split(NEXT_SENTENCE);
  const names = (
    sentences.length > 1 ? sentences.map((each) => each.replace(SENT_HOW, '').replace(/\.$/, '')) : [text]
  )
    .join(', ')
    .split(/[,;] */u)
    .map((name) => name.trim());
  // ”Miljö-, bygg- och räddningsnämnden” is one name, as is every known body's with a comma in it.
  const isOffice =
    names.length === 2 &&
    bodyNamed(names[0]!, bodies) === undefined &&
    (AN_OFFICE.test(names[1]!) ||
      isPartOf(names[0]!, names[1]!) ||
      (namesAnInstitution(names[0]!) && isPlaceWithin(names[1]!)));
  const whole =
    isOffice ||
    (isColumn &&
      (isOneOfAColumn(names, bodies) || isPartlyNamed(names, bodies) || isOfAMunicipality(names))) ||
    bodyNamed(text, bodies) !== undefined ||
    text.includes(':') ||
    withoutItsNumber(text) !== text ||
    names.some((name) => name.endsWith('-'));
  return (whole ? [text] : names.flatMap((name) => bothBodies(name, bodies))).filter((name) => name !== '');
}

/** ”Region Bergslagen, region@bergslagen.example” is one, and where it is reached; a body of Yttra’s is reached there. */
const AND_ITS_MAIL = /^(.{2,100}?)(?:,| [–-]) ([^\s@,]{1,64}@[^\s@,]{1,200})$/u;

function withMail(line: string, bodies: readonly NamedBody[]): StatementRecipient | undefined {
  const [, name = '', email = ''] = AND_ITS_MAIL.exec(line) ?? [];
  const recipient = recipientNamed(name, bodies);
  if (recipient === undefined || recipientNamed(email, bodies) === undefined) return undefined;
  return recipient.body === undefined ? { name, email } : recipient;
}

/** ”Kommunstyrelsen och socialnämnden” are two; ”Barn- och utbildningsnämnden” is one. */
function bothBodies(name: string, bodies: readonly NamedBody[]): string[] {
  const both = [' samt ', ' och ']
    .filter((joint) => name.includes(joint))
    .map((joint) => [
      name.slice(0, name.lastIndexOf(joint)),
      name.slice(name.lastIndexOf(joint) + joint.length),
    ])[0];
  if (both === undefined || bodyNamed(name, bodies) !== undefined) return [name];
  // Each of them by the form of its name: ”Länsstyrelsen och tekniska nämnden”.
  // ”Sveriges Kommuner och Regioner” is one: what it is named by are all of them.
  return both.every((one) => !one.endsWith('er') && recipientNamed(capitalised(one), bodies) !== undefined)
    ? both.map(capitalised)
    : [name];
}

/** An office of those named before it on the line: ”Kommunstyrelsen, kommunledningskontoret”. */
function unitNamed(name: string, place: number): StatementRecipient | undefined {
  return place > 0 && namesAnInstitution(capitalised(name)) ? { name } : undefined;
}

/** A body, an address, or an institution by the form of its name; nothing for anybody else. */
export function recipientNamed(name: string, bodies: readonly NamedBody[]): StatementRecipient | undefined {
  const body = bodyNamed(withoutItsNumber(name), bodies);
  if (body !== undefined) return { body };
  if (/^[^\s@]{1,64}@[^\s@]{1,200}$/u.test(name) && /\.\p{L}{2,}$/u.test(name)) return { email: name };
  return namesAnInstitution(name) ? { name } : undefined;
}
