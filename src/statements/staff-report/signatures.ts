import { namesAnInstitution } from './institutions.js';
import { endsSentence, type Line } from './lines.js';

const WORD = String.raw`\p{Lu}[\p{L}.’'-]*`;
const NAME = new RegExp(`^${WORD}(?: (?:${WORD}|af|von|de)){1,3}$`, 'u');
const ONE_NAME = new RegExp(`^${WORD}(?: ${WORD}){1,2}$`, 'u');
const TWO_NAMES = new RegExp(`^${WORD}(?: ${WORD}){3,5}$`, 'u');
const INSTITUTION =
  /nämnd|styrelse|fullmäktige|utskott|förvaltning|kontor|kommun|(?:^|[ -])stad(?:$|[ -])|avdelning|enhet|region|departement|myndighet|stadshus|besöksadress|postadress|telefon|datum|beslut|yttrande/iu;
const TITLE =
  /(?:chef|direktör|handläggare|strateg|utredare|sekreterare|inspektör|planerare|controller|ingenjör|ordförande|specialist|utvecklare|ledare|samordnare|jurist|arkitekt|ekonom|rektor|registrator|kommunalråd|ombud|analytiker|tekniker|\p{L}{2}(?:olog|onom|sköterska|kurator|koordinator|expert|konsult|konsulent|assistent|intendent|pedagog|notarie|antikvarie|bibliotekarie))(?!\p{L})/iu;
const LONGEST_TITLE = 80;

/** ”Moa Lindvall”: words in capitals that name no office. */
export const isPerson = (text: string): boolean =>
  ONE_NAME.test(text) &&
  !INSTITUTION.test(text) &&
  !TITLE.test(text) &&
  !namesAnInstitution(text.split(' ')[0]!);

/** ”Pia Torstensdotter Avdelningschef” */
function isNameWithTitle(text: string): boolean {
  const words = text.split(' ');
  const title = words.findIndex((word) => TITLE.test(word));
  return (
    title >= 2 &&
    /^\p{Lu}/u.test(words[title]!) &&
    isTitle(words.slice(title).join(' ')) &&
    isName(words.slice(0, title).join(' '))
  );
}

/** ”Eva-Lena Borgström, förvaltningschef” */
function isNameAndTitle(text: string): boolean {
  const [name = '', title = '', ...others] = text.split(', ');
  return others.length === 0 && isName(name) && isTitle(title);
}

/** ”Fredrik Malmros (M)” */
const PARTY = / \(\p{Lu}\p{L}{0,3}\)$/u;

/** ”Jan Ekvall (C)”, ”Fastighetschef Rikard Sjöö” */
export function isPersonWithRole(text: string): boolean {
  const [role = '', ...name] = text.split(' ');
  return (PARTY.test(text) && isName(text)) || (isTitle(role) && isPerson(name.join(' ')));
}

function isName(whole: string): boolean {
  const text = whole.replace(PARTY, '');
  return NAME.test(text) && !INSTITUTION.test(text) && !TITLE.test(text);
}

/** ”Trafik & Utemiljö”, behind ”Verksamhetschef”: an office that is called by what it does. */
const OF_TWO = /^\p{Lu}\p{L}{2,30} (?:&|och) \p{L}{3,30}$/u;

export const isTitle = (text: string): boolean =>
  text.length <= LONGEST_TITLE &&
  TITLE.test(text) &&
  !endsSentence(text) &&
  !/[:;]/.test(text) &&
  text.split(', ').every((part) => TITLE.test(part) || OF_TWO.test(part)) &&
  text.split(' ').length <= 8;

/** ”Med vänlig hälsning”, ”I tjänsten”, ”Gagnef som ovan”, ”För socialnämnden”: what stands over signatures and is no text. */
const CLOSING =
  /^(?:(?:med )?vänlig(?:a|en)? hälsning(?:ar)?|i tjänsten|enligt uppdrag|[\p{L}-]+(?: den)? (?:dag )?som ovan|(?:för|på) (?:[\p{L}&-]+,? ){0,4}[\p{L}-]*(?:nämnden|styrelsen|direktionen|kommun|stad|region|kontor(?:et)?|förbund(?:et)?(?: [\p{L}-]+){0,3})(?:s vägnar)?)[.,]?$/iu;

export const closesText = (text: string): boolean => CLOSING.test(text);

/** Names and nothing that they are, below what closes the text. */
export const areNames = (line: Line | undefined): boolean => line !== undefined && line.cells.every(isPerson);

/** ”Förvaltningschef”, whose name is written by hand over it, before others who sign. */
const LEADS_AND_IS_NOT_NAMED = /^\p{Lu}\p{Ll}*(?:chef|direktör)$/u;

/** So many lines names and titles take at most. */
export const MOST_LINES_SIGNED = 8;

/**
 * How many lines from here on are the signature of one or several: names over what their holders are, or beside each
 * other over a row of titles; where a page was read column by column all names stand before all titles. A blank line may
 * stand between. 0: nobody signs here.
 *
 * @param lines the first of them is the line that may begin it.
 */
export function signatureLines(lines: readonly Line[]): number {
  const [line, next] = lines as [Line, Line | undefined];
  if (line.cells.length === 1 && isNameWithTitle(line.text)) return 1;
  if ((line.cells.length > 1 || next === undefined) && line.cells.every(isNameAndTitle)) return 1;
  // ”Granskat av: Rikard Öman, enhetschef”, beside who signs.
  const [name = '', title = '', ...others] = line.cells.filter((cell) => !cell.includes(': '));
  if (others.length === 0 && isName(name) && isTitle(title)) return 1;
  if (next === undefined) return 0;
  if (line.cells.length > 1 && line.cells.every(isName)) {
    return next.cells.length === line.cells.length || isTitle(next.text) ? 2 : 0;
  }
  if (line.cells.length > 1)
    return others.length === 0 && title === '' && isName(name) && isTitle(next.text) ? 2 : 0;
  if (isTitleOverName(lines)) return 2;
  if (line.afterBlank && LEADS_AND_IS_NOT_NAMED.test(line.text)) {
    const others = signatureLines(lines.slice(1));
    return others > 0 ? 1 + others : 0;
  }
  if (isName(line.text) && isTitle(next.text) && !isPersonWithRole(next.text)) return 2;
  const stack = namesOverTitles(lines);
  if (stack > 0) return stack;
  const severalTitles = next.text.split(/ (?=\p{Lu})/u);
  const inARow = TWO_NAMES.test(line.text) && !INSTITUTION.test(line.text) && !TITLE.test(line.text);
  return inARow && severalTitles.length > 1 && severalTitles.every(isTitle) ? 2 : 0;
}

/** ”Ordförande”, and below it ”Soraya Lindhagen” with nothing that she is. */
const isTitleOverName = ([title, name, below]: readonly Line[]): boolean =>
  title?.afterBlank === true &&
  isTitle(title.text) &&
  isPerson(name?.text ?? '') &&
  below?.afterBlank !== false;

/** ”Dan Wallgren”, ”Ylva Strömqvist”, ”Kommundirektör”, ”Planerare”, each on a line of its own. */
function namesOverTitles(lines: readonly Line[]): number {
  const others = lines.findIndex(({ text }) => !isName(text));
  const names = others < 0 ? lines.length : others;
  const titles = lines.slice(names, 2 * names);
  return names > 1 && titles.length === names && titles.every(({ text }) => isTitle(text)) ? 2 * names : 0;
}

const MOST_LISTED = 6;
const LONGEST_LEAD = 40;

/** ”Mahmoud Stenvall, verksamhetsutvecklare”, with others below, apart from other text; a line may say over them what they did. */
export function listedSigners(lines: readonly Line[]): number {
  const [first] = lines;
  if (first === undefined || !first.afterBlank) return 0;
  const leads = isAlone(first) ? 0 : Number(first.text.length <= LONGEST_LEAD && !endsSentence(first.text));
  const listed = lines.slice(leads, leads + MOST_LISTED + 1);
  const others = listed.findIndex((line) => !isAlone(line));
  const count = others < 0 ? listed.length : others;
  const isApart = listed[count]?.afterBlank !== false;
  return count > 0 && count <= MOST_LISTED && isApart ? leads + count : 0;
}

const isAlone = ({ cells, text }: Line): boolean => cells.length === 1 && isNameAndTitle(text);

export interface Signer {
  readonly name: string;
  readonly title: string;
}

/** Those who sign with what they are, of the lines that `signatureLines` counted. */
export function signersIn(rows: readonly Line[]): Signer[] {
  const cells = rows.flatMap((row) => row.cells);
  const names = cells.filter((cell) => isName(cell));
  const titles = cells.slice(cells.findIndex((cell) => isName(cell))).filter((cell) => isTitle(cell));
  const paired =
    names.length === titles.length ? names.map((name, at) => ({ name, title: titles[at]! })) : [];
  return [...cells.flatMap(asNameAndTitle), ...paired];
}

/** ”Eva-Lena Borgström, planarkitekt” */
function asNameAndTitle(cell: string): Signer[] {
  const [name = '', title = ''] = cell.split(', ');
  return isNameAndTitle(cell) ? [{ name, title }] : [];
}
