import { untilForeign, type ReadList } from './clauses.js';
import { datesIn } from './dates.js';
import { endsSentence, itemsOf, leavesParenthesisOpen, type Item, type Line } from './lines.js';

const DOCUMENT =
  /tjänsteskrivelse|tjänsteutlåtande|yttrande|protokoll|beslut|remiss|betänkande|motion|bilag|skrivelse|ansök|kart|rapport|plan|förslag|policy|strategi|program|avtal|riktlinje|regle|regler|utredning|underlag|budget|kalkyl|mejl|e-post|brev|svar|samråd|promemoria|(?:^|\s)pm(?:\s|$)|redovisning|bokslut|statistik|sammanställning|ritning|anteckning|dom(?:\s|$)|taxa|utskott|nämnd|styrelse|fullmäktige|presentation|analys/iu;
/** A line this long that ends a sentence and has no date is running text. */
const PROSE = 70;

/** The documents a decision builds on. Their titles may be long, and run on over lines and pages. */
export function documentsIn(lines: readonly Line[]): ReadList {
  return untilForeign(itemsOf(lines, beginsDocument), isDocument);
}

function isDocument({ text, marked, lines }: Item, index: number): boolean {
  if (marked || datesIn(text).length > 0) return true;
  if (endsSentence(text) && text.length > PROSE) return false;
  return index === 0 || !lines[0]!.afterBlank || DOCUMENT.test(text) || /§|\d{4}/u.test(text);
}

/** A document's title may run on: then its next line begins small or with a parenthesis, or the one before ends open. */
function beginsDocument({ text, afterBlank }: Line, before: Line): boolean {
  if (afterBlank) return true;
  const goesOn = /^[\p{Ll}(]/u.test(text) || /[,/–-]$/.test(before.text) || /^\d{4}$/.test(text);
  return !goesOn && !leavesParenthesisOpen(before.text);
}
