import { withoutCaseNumbers } from './case-numbers.js';
import { headingsOf } from './headings.js';
import { namesAnInstitution } from './institutions.js';
import { isFact } from './letterhead.js';
import { endsOpen, endsSentence, type Line } from './lines.js';
import type { OwnHeadings } from './own-headings.js';
import { headsBesideMarks, repeatedHeads } from './repeated-heads.js';
import { tableOfContentsIn } from './table-of-contents.js';

/** Pages without what is the page's own, told by what it holds and where it stands: on two pages nothing repeats. */
export interface Pages {
  readonly pages: Line[][];
  readonly aside: readonly Line[];
  readonly sender: readonly Line[];
}

const OF_PAGES = String.raw` ?(?:[([]\d{1,3}[)\]]|av \d{1,3}|/ ?\d{1,3})`;
const PAGE = String.raw`(?:sidan?|sid|blad)[.:]?`;
/** ”Sida 2 (4)”, ”2 (4)”, ”sid 2 av 4”, ”Blad 2”, ”2/4” as a whole line, wherever it stands. */
const PAGE_MARK = new RegExp(String.raw`^(?:${PAGE})? ?\d{1,3}${OF_PAGES}$|^${PAGE} \d{1,3}$`, 'iu');
/** The same at the end of a header that says more. */
const ENDS_IN_PAGE_MARK = new RegExp(
  String.raw`(?:^| )(?:${PAGE} \d{1,3}(?:${OF_PAGES})?|\d{1,3} ?[([]\d{1,3}[)\]])$`,
  'iu',
);

export const isPageNumber = (text: string): boolean => PAGE_MARK.test(text);
export const isPageMark = ({ text }: Line): boolean => isPageNumber(text);
/** A mark that needs its page's name beside other things, ”2/2”, needs none in a cell of its own. */
export const hasPageMark = ({ text, cells }: Line): boolean =>
  PAGE_MARK.test(text) || ENDS_IN_PAGE_MARK.test(text) || PAGE_MARK.test(cells.at(-1) ?? '');

/** ”Storköpings kommun   Tjänsteskrivelse   2 (4)”: who writes or what, in columns with the number of a later page. */
const OF_A_HEAD =
  /(?:kommun|stad|region|nämnden|styrelsen|fullmäktige|utskottet|förvaltningen|kontoret|protokoll|protokollsutdrag|tjänsteskrivelse|tjänsteutlåtande|yttrande|beslut)$/iu;
function isHeadOfALaterPage({ cells }: Line): boolean {
  const [, page, of] = /(?:^| )(\d{1,3}) ?(?:[([]|av |\/)(\d{1,3})[)\]]?$/u.exec(cells.at(-1) ?? '') ?? [];
  return (
    cells.length > 1 &&
    Number(page) > 1 &&
    Number(page) <= Number(of) &&
    cells.some((cell) => OF_A_HEAD.test(cell))
  );
}

/** A number alone is a page's number only at its edge, or beside what its head says. */
const NUMBER_ALONE = /^-? ?\d{1,3} ?-?$/;
export const isNumberAlone = ({ text }: Line): boolean => NUMBER_ALONE.test(text);

const withoutPageMark = (text: string): string =>
  PAGE_MARK.test(text) ? '' : text.replace(ENDS_IN_PAGE_MARK, '').trim();

/** A row of columns may have the number of the page in the last. */
const rowWithoutPageMark = ({ text, cells }: Line): string =>
  cells.length > 1 && NUMBER_ALONE.test(cells.at(-1)!) ? cells.slice(0, -1).join(' ') : withoutPageMark(text);

/** ”EXEMPELVIK KOMMUN”: the name of the municipality in capitals, over or under a page's number. */
const MUNICIPALITY_HEAD = /^\p{Lu}[\p{Lu} -]{2,60} (?:KOMMUN|STAD)$/u;

/** ”Sov 174/2026”, beside a later page's number. */
const isNumberOfTheCase = ({ text }: Line): boolean => withoutCaseNumbers(text) === '';

/** What a system for signing or dispatching stamps on a page. */
const STAMP =
  /^(?:(?:det här dokumentet|detta dokument|detta beslut|dokumentet|beslutet) (?:är|har)(?: (?:digitalt|elektroniskt|signerats?|undertecknats?)){2}.{0,60}|(?:digitalt|elektroniskt) signerat.{0,60}|protokollet är (?:justerat|signerat) (?:digitalt|elektroniskt).{0,60}|transaktionsidentitet:.{0,100}|expedierat\/bestyrkt|justerande|(?:ordförandens|justerandes?|justerarens) sign(?:atur)?(?:er)?|justerare:?[_ ]*|utdraget bestyrks:?[_ ]*|_{3,}|(?:justerare )?(?:rätt utdraget intyga[rs]:?|utdragsbestyrkande)|protokollsutdraget bestyrks(?: i tjänsten)?|så (?:här )?(?:hanterar|behandlar) .{2,60} personuppgifter.{0,60}|forts(?:\.|ättning) .{0,20}§ ?\d{1,4}|(?:\p{L}{2,6} )?§ ?\d{1,4}(?:\/\d{2,4})?,? \(?forts(?:\.|ättning)?\)?.{0,20})$/iu;

const MAIL_OR_WEB = /(?:^|\s)www\.|@|\.(?:se|example)$|(?:^|\s)e-post/iu;

/** The marks of an address; a block has several of them. */
const CONTACTS: readonly RegExp[] = [
  /(?:^|\s)\d{3} ?\d{2} \p{Lu}/u,
  /(?:^|\s)(?:telefon|tel\.?:?|tfn\.?:?|växel:?|fax:?) *[\d+(]/iu,
  /besöksadress|postadress|(?:bank|plus)giro|org(?:anisations)?\.? ?(?:nr|nummer)/iu,
  MAIL_OR_WEB,
  /(?:^|[ ,])box \d{1,5}(?!\d)/iu,
  /\p{L}(?:gatan|vägen|torget|plan|väg|gata) \d{1,3} ?\p{L}?(?![\p{L}\d])/u,
  /(?:^|\s)0\d{1,3}[-– ]\d[\d ]{4,}/u,
];
/** One of these shows that an address is the sender's: a recipient's has neither label nor switchboard. */
const OF_THE_SENDER =
  /besöksadress|postadress|(?:^|[ |·])besök:? |org\.?(?:anisations)?\.? ?(?:nr|nummer)|(?:telefon|växel|tel\.?|tfn\.?):? *[\d+(]|[\p{L}-] (?:kommun|stad)$/iu;

/** Only whoever writes says which of two addresses to visit. */
const LABELS = /^(?:besöksadress|besök|postadress)(?!\p{L})/iu;

const isLabel = (cell: string): boolean => /^(?:telefon|växel|webbplats)$/iu.test(cell);

const FEWEST_CONTACTS = 3;
/** A block has at most this many lines, and so many may stand between two of its contacts. */
const LONGEST_BLOCK = 13;
const LARGEST_GAP = 3;
/** The office and the municipality stand over the first contact. */
const LINES_ABOVE = 4;
const LONGEST_LINE = 110;
const LINES_OF_A_HEAD = 3;
/** An extract may begin with a later page of the minutes, and its first head holds facts. */
const LETTERHEAD = 12;
/** What the paper is and its page's number may stand over who writes. */
const LINES_OVER_A_LETTERHEAD = 2;

const isLongRow = ({ cells }: Line): boolean => cells.some((cell) => cell.length > LONGEST_LINE);
const contactsOf = (line: Line): number[] =>
  isLongRow(line)
    ? []
    : CONTACTS.flatMap((form, index) => (line.cells.some((cell) => form.test(cell)) ? [index] : []));
/** ”Gagnefs kommun | Box 1, 785 21 Gagnef | 0241-555 00”: one row of contacts with signs between them. */
const isRowOfContacts = (line: Line, closesThePage: boolean): boolean =>
  (line.cells.length >= FEWEST_CONTACTS ||
    (line.text.match(closesThePage ? / [|·•] |, /gu : / [|·•] /gu) ?? []).length > 1) &&
  contactsOf(line).length >= FEWEST_CONTACTS;
export const isContact = (text: string): boolean => CONTACTS.some((form) => form.test(text));
const isShort = (line: Line): boolean =>
  !isLongRow(line) && !(endsSentence(line.text) && /\p{Ll}{3}\.$/u.test(line.text));

/** Takes out what stands on several pages, the sender's block, the heads of later pages, page marks and stamps; never a heading that the body has taught. */
export function setAside(pages: readonly Line[][], own: OwnHeadings): Pages {
  const aside: Line[] = [];
  const sender: Line[] = [];
  const lines = pages.flat();
  const repeated = new Set([
    ...repeatedHeads(
      lines,
      rowWithoutPageMark,
      (line) => isShort(line) && !own.fieldOf(line.text) && !beginsText(line),
    ),
    ...headsBesideMarks(
      lines,
      ({ cells }) => cells.map(withoutPageMark).filter((cell) => cell !== ''),
      (line) => hasPageMark(line) || isNumberAlone(line),
    ),
  ]);
  const remaining = pages.map((page, index) => {
    const isNoHeading = ({ text }: Line): boolean => !own.fieldOf(text);
    const block = senderBlockIn(page, index === 0).filter(isNoHeading);
    const marks = [
      ...(index > 0 ? headOf(page) : []),
      ...tableOfContentsIn(page),
      ...page.filter((line, at) => repeated.has(line) || isMark(page, index)(line, at)),
    ];
    const ofThePage = new Set([...block, ...marks.filter(isNoHeading)]);
    sender.push(...block);
    aside.push(...ofThePage);
    return page.filter((line) => !ofThePage.has(line));
  });
  return { pages: remaining, aside, sender };
}

/** The first lines of a page down to its number. */
function headOf(page: readonly Line[]): Line[] {
  const first = page.slice(0, LINES_OF_A_HEAD);
  const mark = first.findIndex(hasPageMark);
  const head = first.slice(0, mark + 1);
  return head.every(isShort) ? head : [];
}

const isMark =
  (page: readonly Line[], index: number) =>
  (line: Line, at: number): boolean =>
    isPageMark(line) ||
    ((index > 0 || at >= LETTERHEAD) && isHeadOfALaterPage(line)) ||
    line.cells.every((cell) => STAMP.test(cell)) ||
    STAMP.test(line.text) ||
    ((MUNICIPALITY_HEAD.test(line.text) || (at >= LETTERHEAD && isNumberOfTheCase(line))) &&
      [page[at - 1], page[at + 1]].some((near) => near && hasPageMark(near)));

/**
 * Contacts that stand close to each other, with the lines among and over them. It closes a page, or stands beside a
 * page's number where the text has no page breaks. In a letterhead they are those of whoever writes.
 */
function senderBlockIn(page: readonly Line[], isFirst: boolean): Line[] {
  const block: Line[] = [];
  for (const [from, end] of runsOfContacts(page)) {
    const next = page[end + 1];
    const goesOn = next !== undefined && (NUMBERS.test(next.text) || isPlaceAtTheEnd(page, end + 1));
    const to = goesOn ? end + 1 : end;
    const kinds = new Set(page.slice(from, to + 1).flatMap(contactsOf));
    const begins = beginningOf(page, from);
    const lines = page.slice(begins, to + 1);
    const closesThePage = page.length - to <= 2;
    const isLetterhead = isFirst && begins < LINES_OVER_A_LETTERHEAD;
    const besideAMark =
      !isLetterhead && [page[begins]!, page[to]!, ...headOf(page.slice(to + 1))].some(hasPageMark);
    const ofTheSender = lines.some(({ cells }) =>
      cells.some((cell) => OF_THE_SENDER.test(cell) || isLabel(cell)),
    );
    if (from === to && isRowOfContacts(page[from]!, closesThePage)) {
      block.push(...lines);
      continue;
    }
    const isLabelled =
      !isLetterhead &&
      lines.filter(({ cells }) => cells.some((cell) => LABELS.test(cell))).length > 0 &&
      kinds.size > FEWEST_CONTACTS;
    const whole = lines.length <= LONGEST_BLOCK + LINES_ABOVE && lines.every(isShort);
    if (kinds.size >= FEWEST_CONTACTS && ofTheSender && whole && (closesThePage || besideAMark || isLabelled))
      block.push(...lines);
  }
  return block;
}

/** ”5555-0000     212000-0000”, below their labels. */
const NUMBERS = /^[\d -]{8,}$/u;

/** ”Kristianstad”, below its postcode. */
const isPlaceAtTheEnd = (page: readonly Line[], at: number): boolean =>
  at === page.length - 1 && !page[at]!.afterBlank && /^\p{Lu}\p{Ll}{2,20}$/u.test(page[at]!.text);

function runsOfContacts(page: readonly Line[]): [number, number][] {
  const runs: [number, number][] = [];
  /** Recipients with their addresses of mail may stand right over the foot of the page. */
  let isOnlyMail = false;
  for (const [at, line] of page.entries()) {
    const kinds = contactsOf(line);
    if (kinds.length === 0) continue;
    const isMail = kinds.every((kind) => CONTACTS[kind] === MAIL_OR_WEB);
    const last = runs.at(-1);
    const isApart = line.afterBlank && isOnlyMail;
    const isNear = last && at - last[1] <= LARGEST_GAP;
    if (isNear && !isApart && !page.slice(last[1] + 1, at + 1).some(beginsText)) {
      last[1] = at;
      isOnlyMail &&= isMail;
    } else {
      runs.push([at, at]);
      isOnlyMail = isMail;
    }
  }
  return runs;
}

/** ”Beslutet skickas till” is no part of an address, and what stands below it is not the page's. */
const beginsText = ({ text }: Line): boolean =>
  headingsOf(text, { opens: true, beforeText: false, inList: false }).some(
    ({ field }) => field !== 'section' && !isFact(field),
  );

/** Up to a page's number, or the line with the municipality's name beside the office's or with labels of columns. */
function beginningOf(page: readonly Line[], first: number): number {
  let begins = first;
  for (let at = first; at >= Math.max(0, first - LINES_ABOVE); at -= 1) {
    const line = page[at]!;
    if (isPageMark(line)) return at;
    if (!isShort(line) || beginsText(line)) break;
    if (line.cells.length > 1 && (/ (?:kommun|stad)$/iu.test(line.text) || line.cells.some(isLabel)))
      begins = at;
  }
  return begins === first ? first - linesOfOwner(page, first) : begins;
}

/** How many lines right over the address name whoever writes: the municipality, and its office, maybe on two rows or beside the page's number. */
function linesOfOwner(page: readonly Line[], first: number): number {
  const above = page.slice(Math.max(0, first - LINES_ABOVE), first).toReversed();
  const begins = page[first]!.afterBlank ? -1 : above.findIndex((line) => line.afterBlank);
  const owner = above.slice(0, begins + 1);
  const isOfAName = ({ cells }: Line, at: number): boolean =>
    cells.every((cell) => namesAnInstitution(cell) || isPageNumber(cell)) ||
    endsOpen(owner[at + 1]?.text ?? '');
  return owner.every(isOfAName) ? owner.length : 0;
}
