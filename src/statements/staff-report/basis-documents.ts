import { untilForeign, type ReadList } from './clauses.js';
import { datesIn } from './dates.js';
import { endsOpen, endsSentence, itemsOf, leavesParenthesisOpen, type Item, type Line } from './lines.js';

const DOCUMENT =
  /tjänsteskrivelse|tjänsteutlåtande|yttrande|protokoll|beslut|remiss|betänkande|motion|bilag|skrivelse|ansök|kart|rapport|plan|förslag|policy|strategi|program|avtal|riktlinje|regle|regler|utredning|underlag|budget|kalkyl|mejl|e-post|brev|svar|samråd|promemoria|(?:^|\s)pm(?:\s|$)|redovisning|bokslut|statistik|sammanställning|ritning|anteckning|dom(?:\s|$)|taxa|utskott|nämnd|styrelse|fullmäktige|presentation|analys/iu;
export const namesDocument = (text: string): boolean => DOCUMENT.test(text);
/** ”Anmäls till nämnden: 2026-05-12”, apart below the list. */
const IS_A_FACT = /^\p{Lu}[\p{L} -]{3,40}: \d{4}-\d\d-\d\d$/u;
/** ”Inga bilagor.” */
const NONE = /^(?:inga|ingen|inget) \p{L}+\.?$/iu;
/** ”SERVICEFÖRVALTNINGEN”, over the signatures. */
const OFFICE = /^[\p{L}, &-]{2,60}(?:förvaltningen|kontoret)$/iu;
/** A line this long that ends a sentence and has no date is running text. */
const PROSE = 70;

/** The documents a decision builds on. Their titles may be long, and run on over lines and pages. */
export function documentsIn(lines: readonly Line[]): ReadList {
  return untilForeign(itemsOf(withoutColumnOfNumbers(lines), beginsDocument).flatMap(apart), isDocument);
}

/** ”Planbeskrivning 2026-01-28; Plankarta 2026-01-28”: each begins as a document does. */
function apart(item: Item): Item[] {
  const titles = item.text.replace(/\.$/u, '').split(/; (?:samt |och )?/u);
  return titles.length > 1 && titles.every((title) => /^[\p{Lu}\d]/u.test(title))
    ? titles.map((text, at) => ({ ...item, text, lines: at === 0 ? item.lines : [] }))
    : [item];
}

/** ”1  Medborgarförslag, inkommet 2026-02-02”, ”A. Motion”: the numbers or letters have a column of their own, in order. */
function withoutColumnOfNumbers(lines: readonly Line[]): readonly Line[] {
  const numbers = lines.flatMap(({ text }) => NUMBERED.exec(text)?.slice(1).find(Boolean) ?? []);
  const isColumn =
    numbers.length > 1 && numbers.every((number, at) => Number(number) === at + 1 || number === LETTERS[at]);
  return isColumn
    ? lines.map((line) =>
        NUMBERED.test(line.text)
          ? { ...line, text: line.text.replace(NUMBERED, ''), afterBlank: true }
          : line,
      )
    : lines;
}

const LETTERS = 'ABCDEFGHIJKLMN';
const NUMBERED = /^(?:(\d{1,2}) |([A-N])[.)] )(?=\p{Lu})/u;

function isDocument({ text, marked, lines }: Item, index: number): boolean {
  if (index > 0 && !marked && lines[0]?.afterBlank === true && IS_A_FACT.test(text)) return false;
  if (marked || datesIn(text).length > 0) return true;
  if (NONE.test(text) || (index > 0 && OFFICE.test(text))) return false;
  if (endsSentence(text) && text.length > PROSE) return false;
  return index === 0 || lines[0]?.afterBlank !== true || DOCUMENT.test(text) || /§|\d{4}/u.test(text);
}

const DAY_ALONE = /^(?:\d{1,2} \p{L}{3,9} \d{4}|\d{4}-\d{2}-\d{2})\b/u;
const IS_A_DAY = /^\d{4}-\d\d-\d\d\.?$/u;
/** ”inkommen den”, ”del 1 och del 2”. */
const ENDS_BEFORE_MORE = /(?:^|\s)(?:den|daterad|daterat|del \d{1,2})$/u;

/** A title that fills its line, without the day that the next has. */
const FILLS_A_LINE = 80;
const isCutBeforeItsDay = (before: string, text: string): boolean =>
  before.length >= FILLS_A_LINE && datesIn(before).length === 0 && datesIn(text).length > 0;

/** ”(Boverket) - (Rapport) - Gränsvärde för byggnaders klimatpåverkan”, as a register names what has come in. */
const NAMES_WHO_SENT_IT = /^\(\p{Lu}[\p{L} -]{2,60}\) [-–(]/u;

/**
 * A document's title may run on: then its next line begins small, with a parenthesis or as the day of the one before,
 * or the one before ends open.
 */
function beginsDocument({ text, afterBlank }: Line, before: Line): boolean {
  if (afterBlank) return !(before.text.endsWith(',') && IS_A_DAY.test(text));
  if (NAMES_WHO_SENT_IT.test(text)) return true;
  const goesOn =
    /^[\p{Ll}(]/u.test(text) ||
    /^(?:\d{4}(?:[–-]\d{4})?(?:,|$| )|\d{1,3}$)/u.test(text) ||
    endsOpen(before.text) ||
    /[§&]$/u.test(before.text) ||
    DAY_ALONE.test(text) ||
    ENDS_BEFORE_MORE.test(before.text) ||
    isCutBeforeItsDay(before.text, text);
  return !goesOn && !leavesParenthesisOpen(before.text);
}
