import { withoutCaseNumbers } from './case-numbers.js';
import { endsOpen, endsSentence, isItem, leavesParenthesisOpen, withoutMark, type Line } from './lines.js';

const LONGEST = 110;
const MOST_WORDS = 14;
/** A line of running text that fills less than this much of the width ends its paragraph. */
const SHORT = 0.6;

/** ”4.2 …”, ”Avsnitt 7.4.2 …”, ”Kapitel 3 …”: the inquiry's own places, which a reply goes by. */
const NUMBERED =
  /^(?:(?:avsnitt|kapitel|punkt|artikel|fråga) \d{1,2}(?:\.\d{1,2}){0,4}[.:]?|\d{1,2}(?:\.\d{1,2}){1,4}\.?) +\p{Lu}/iu;

/** ”1. Vägens sida” or ”5 Barnets bästa”, in a text and not in a list. */
const ENUMERATED = /^\d{1,2}\.? (?=\p{Lu}[^.;:]{2,90}$)/u;

/** ”2. Är tiden för att ta fram ett nytt program tillräcklig?” */
const ENUMERATED_QUESTION = /^\d{1,2}\. \p{Lu}[^.;:?!]{10,100}\?$/u;

/** Where a line stands among others. */
export interface Surroundings {
  readonly before: Line | undefined;
  readonly next: Line | undefined;
  readonly afterNext: Line | undefined;
  /** It is the first line under a heading. */
  readonly opens: boolean;
  /** Of clauses, documents or recipients: there a short line over another may be one of them. */
  readonly inList: boolean;
  readonly width: number;
  /** The line had a colon, as the headings of its paper have. */
  readonly hadColon: boolean;
}

/**
 * How many lines are a heading that no list knows: it is short, begins with a capital or a number, ends no sentence,
 * stands apart, and running text follows it. 0: it is none.
 */
export function unknownHeadingLines(line: Line, around: Surroundings): number {
  const { before, next, afterNext, opens, inList, width } = around;
  if (next === undefined) return 0;
  const isAsked = line.afterBlank && !next.afterBlank && afterNext?.afterBlank === true;
  if (isAsked && NUMBERED.test(line.text) && isQuestion(`${line.text} ${next.text}`)) return 2;
  const standsApart = line.afterBlank && next.afterBlank;
  if (standsApart && NUMBERED.test(line.text) && isQuestion(line.text) && !NUMBERED.test(next.text)) return 1;
  if (!mayBeHeading(line.text) || isBelowAnotherItem(line, before) || isInColumns(line)) return 0;
  const apart = line.afterBlank || opens;
  const isOverAnother =
    !inList &&
    line.afterBlank &&
    next.afterBlank &&
    mayBeHeading(next.text) &&
    afterNext !== undefined &&
    (afterNext.afterBlank || next.text.length < SHORT * width) &&
    isRunning(afterNext, undefined, width);
  const isCloseOverAnother =
    !inList &&
    line.afterBlank &&
    endsSentence(before?.text ?? '') &&
    mayBeHeading(next.text) &&
    next.text.length < SHORT * width &&
    afterNext?.afterBlank === false &&
    afterNext.text.length >= SHORT * width &&
    isRunning(afterNext, undefined, width);
  if (NUMBERED.test(line.text) && (apart || (before !== undefined && endsSentence(before.text)))) {
    if (!runsOn(line, next)) return isOverAnother || isRunning(next, afterNext, width) ? 1 : 0;
    const isEnded = endsSentence(next.text) && !next.text.endsWith('?');
    return afterNext !== undefined && !isEnded && isRunning(afterNext, undefined, width) ? 2 : 0;
  }
  if (!apart || !/^\p{Lu}/u.test(line.text.replace(ENUMERATED, '')) || runsOn(line, next)) return 0;
  const endsHere =
    next.afterBlank || line.text.length < SHORT * width || (line.afterBlank && hasRoomFor(next, line, width));
  const isAnswered =
    line.afterBlank &&
    ((ENUMERATED.test(line.text) && next.afterBlank) || around.hadColon) &&
    isShortAnswer(next, afterNext);
  const isApart = !inList && line.afterBlank && endsSentence(before?.text ?? '');
  const isOverItems = isApart && isItem(next.text) && /^\p{Lu}/u.test(withoutMark(next.text));
  const isOverADecision = isApart && next.afterBlank && SAYS_A_DECISION.test(next.text);
  const isOverTable = isApart && isInColumns(next) && next.cells.length === afterNext?.cells.length;
  return endsHere &&
    (isOverAnother ||
      isCloseOverAnother ||
      isAnswered ||
      isOverItems ||
      isOverTable ||
      isOverADecision ||
      isRunning(next, afterNext, width))
    ? 1
    : 0;
}

/** ”3. Får nämnden den information som den behöver?”, close below the question before it, is one of a list. */
const isBelowAnotherItem = (line: Line, before: Line | undefined): boolean =>
  !line.afterBlank && ENUMERATED_QUESTION.test(line.text) && isItem(before?.text ?? '');

/** ”Åtgärd   Ansvarig   Klart”: a row of a table. */
const isInColumns = ({ cells }: Line): boolean => cells.length > 2;

/** ”Allmänna utskottet 2026-05-05, § 61” */
const SAYS_A_DECISION = /^\p{Lu}.{3,80}\d,? § ?\d{1,4}\.?$/u;

/** ”Ingen erinran.”, alone below ”3. Skyltning”. */
const isShortAnswer = ({ text }: Line, after: Line | undefined): boolean =>
  after?.afterBlank === true && /^\p{Lu}\p{L}+ \p{L}+\.$/u.test(text);

/** A heading has no open end: whoever knows nothing else of a line takes that for running text. */
const mayBeHeading = (whole: string, text = whole.replace(ENUMERATED, '')): boolean =>
  (isShort(text) || ENUMERATED_QUESTION.test(whole)) && !/[:;,]$/.test(text) && !endsOpen(text);

/** ”Fråga 1: Känner kommunen till …?”; another question of a text is a sentence of it. */
const isQuestion = (text: string): boolean =>
  /^(?:fråga \d{1,2}[.:]? |vad |hur |varför |vem |vilka |vilken |vilket |när |var ).*[^?.!]\?$/iu.test(text);

/** Whether a line is as short as a heading is, and no sentence, address, day or item of a list. */
const isShort = (text: string): boolean =>
  text.length <= LONGEST &&
  (isQuestion(text) || (text.split(' ').length <= MOST_WORDS && !endsSentence(text))) &&
  withoutCaseNumbers(text) !== '' &&
  !/[@]|\d{4}-\d\d-\d\d/.test(text) &&
  !isItem(text);

/**
 * Whether a line may be a heading, wherever it stands and whatever follows it: for asking whoever knows the paper, and not
 * for cutting it.
 */
export function isLikeHeading(
  line: Line,
  before: Line | undefined,
  next: Line | undefined,
  width: number,
): boolean {
  if (next === undefined || !(line.afterBlank || before === undefined) || runsOn(line, next)) return false;
  const endsHere = next.afterBlank || line.text.length < SHORT * width;
  return (
    endsHere && /^[\p{Lu}\d].*\p{L}{2}/u.test(line.text) && isShort(line.text) && !/[;,]$/.test(line.text)
  );
}

/** The next line begins small: it is the same sentence, or the rest of a long heading. */
const runsOn = (line: Line, next: Line): boolean =>
  !next.afterBlank && (/^\p{Ll}/u.test(next.text) || leavesParenthesisOpen(line.text));

/** Signs differ in width: of two lines as full as each other one may have some more. */
const USUAL_DIFFERENCE = 0.9;

/** The first word of the next line would have had room on this one: whoever set it broke it there. */
const hasRoomFor = (next: Line, { text }: Line, width: number): boolean =>
  text.length + 1 + next.text.split(' ')[0]!.length < USUAL_DIFFERENCE * width;

/** Running text ends a sentence, leads into a list, or fills its line and goes on. */
function isRunning(line: Line, next: Line | undefined, width: number): boolean {
  if (isItem(line.text) || !/^[\p{Lu}\d”"»“(]/u.test(line.text)) return false;
  const leadsIn = line.text.endsWith(':') && next !== undefined && isItem(next.text);
  if (endsSentence(line.text) || leadsIn) return line.text.split(' ').length > 2;
  const goesOn = next === undefined || !next.afterBlank;
  return goesOn && line.text.length >= SHORT * width && line.text.split(' ').length > 5;
}
