import { flowed } from '../../papers/reading/flowed.js';
import { leadsIntoClauses } from './headings.js';
import {
  endsInSmallWord,
  endsOpen,
  endsSentence,
  itemsOf,
  leavesParenthesisOpen,
  type Item,
  type Line,
} from './lines.js';

/** What a list holds, and the lines at its end that have another form: they are shown, never guessed. */
export interface ReadList {
  readonly items: Item[];
  readonly unread: Line[];
}

/** How a clause begins where it says *att*, alone or as one of several: ”dels att”. */
const ATT = /^(?:dels )?att(?!\p{L})/iu;

/** A line that fills less than this much of the width ends what it says. */
const SHORT = 0.75;
/** An *att* that opens a line this short is the end of a sentence: ”att gälla.” */
const END_OF_A_SENTENCE = 20;

const BODY =
  /^(?:[\p{L}&-]+,? ){0,5}?[\p{L}-]*(?:[Nn]ämnden|[Ss]tyrelsen|direktionen|fullmäktige|utskottet|kommunen|ordföranden)(?: för [\p{L}& ]{3,40}?)? \p{Ll}/u;
const DECIDES =
  /(?<!\p{L})(?:anta|godkänn|bevilja|bifall|avsl|tillstyrk|avstyrk|besluta|uppdra|ge |ger |noter|fastställ|överlämn|översänd|lämna|avst[åo]|upph|förklara|justera|anse|har ing|inte? något|erinra|besvara|remitter|utse|yttra|delegera|medge|ställ|meddela|ansök|avskriv|avsluta|entlediga|hänskjut|hänvisa|tacka|instäm)/iu;

/** ”Nämnden godtar inte planförslaget …” */
export const beginsWithABody = (text: string): boolean => BODY.test(text.slice(0, 160));

/** The proposed decision: items with a mark or *att*, and sentences in which a body decides something. */
export function clausesIn(lines: readonly Line[], width: number): ReadList {
  const items = withoutSharedLead(itemsOf(lines, beginsClause(width)).map(withoutPoint)).flatMap(apart);
  return untilForeign(
    withTheirPoints(items),
    (item, index, all) => isClause(item) && !isBelowTheList(item, index, all),
  );
}

/** ”1.2 Kommunen avstyrker …”, under a heading with the number 1. */
const POINT = /^\d{1,2}\.\d{1,2}\.? (?=\p{L})/u;
const withoutPoint = (item: Item): Item =>
  POINT.test(item.text) ? { ...item, text: item.text.replace(POINT, ''), marked: true } : item;

const WHAT_BOARDS_DO = String.raw`att (?:(?:i övrigt|även|dessutom|också) )?(?:tillstyrka|avstyrka|anta|godkänna|bifalla|avslå|överlämna|översända|lämna|uppdra|ge|förklara|justera|notera|skicka|begära|avstå|hänvisa) `;
const NEXT_ATT = new RegExp(
  String.raw`, (?:samt |och )?(?=dels att )|, (?:samt |och )?(?=${WHAT_BOARDS_DO})`,
  'u',
);

/** ”Tekniska nämnden föreslås besluta att tillstyrka …, att begära …, samt att överlämna …”, and ”Ordföranden beslutar med stöd av 6 kap. 39 § kommunallagen att …” */
const LEADS_INTO =
  /^(?:[\p{L}&-]+,? ){0,8}(?:föreslås besluta|beslutar(?: (?!att )[\p{L}\d§().:,-]+){0,14}?|föreslår (?:[\p{L}&-]+,? ){0,6}(?:besluta|beslutar)) ((?:dels )?att .*)$/su;

/** Where the next line is a clause of the same sentence, what leads into both is no part of the first. */
const withoutSharedLead = (items: readonly Item[]): Item[] =>
  items.map((item, at) => {
    const next = items[at + 1];
    const led = LEADS_INTO.exec(item.text)?.[1];
    const isShared = next !== undefined && !next.marked && ATT.test(next.text) && !endsSentence(item.text);
    return led !== undefined && isShared && !item.marked ? { ...item, text: led } : item;
  });

/** ”att i övrigt tillstyrka förslaget samt att utegymmet byggs”: the last of several, where no *att* stands within the first. */
const LAST_TWO = /^(att (?:(?!(?<!\p{L})att ).)+?),? (?:samt|och) (att .+)$/su;
/** ”att begära att arbetet flyttas och att överlämna yttrandet”: only what is asked for has an *att* of its own, and it is nothing to do. */
const ASKED_AND_DONE = new RegExp(
  String.raw`^(att (?:begära|föreslå|tillstyrka|avstyrka|förutsätta) att (?!\p{L}+a )(?:(?!(?<!\p{L})att ).)+?),? (?:samt|och) (${WHAT_BOARDS_DO}.+)$`,
  'su',
);
const lastApart = (text: string, at: number, { length }: readonly string[]): string[] =>
  (at === length - 1 ? (LAST_TWO.exec(text) ?? ASKED_AND_DONE.exec(text))?.slice(1) : undefined) ?? [text];

/** Clauses that run on in a line: ”att avstyrka planen i den delen, att i övrigt överlämna …, samt att förklara …”. */
function apart(item: Item): Item[] {
  const led = LEADS_INTO.exec(item.text)?.[1];
  const text = led ?? item.text;
  const clauses = ATT.test(text) ? text.split(NEXT_ATT) : decisionsSaid(item.text);
  const several = led !== undefined || clauses.length > 1 ? clauses.flatMap(lastApart) : [];
  const texts = several.length > 1 && !item.marked ? several : [item.text];
  return texts.map((text, place) => ({
    ...item,
    text: text.replace(/[,;]? (?:samt|och)$/u, '').replace(/^dels (?=att )/u, ''),
    lines: place === 0 ? item.lines : [],
  }));
}

/** ”Paragrafen justeras omedelbart.” */
const IS_DECIDED =
  /^\p{Lu}[^.;:]{2,120} (?:antas|godkänns|bifalls|avslås|beviljas|tillstyrks|avstyrks|överlämnas|översänds|lämnas|fastställs|förklaras|justeras|noteras|avslutas|avskrivs|upphävs|läggs till handlingarna)(?!\p{L})/u;

/** ”Nämnden lämnar svaren till revisorerna. Nämnden ger direktören i uppdrag …”: each sentence says what is decided. */
function decisionsSaid(text: string): string[] {
  const sentences = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  return sentences.every(
    (sentence) => (BODY.test(sentence.slice(0, 160)) && DECIDES.test(sentence)) || IS_DECIDED.test(sentence),
  )
    ? sentences
    : [];
}

/** Points below a clause that introduces them are part of it: ”att lämna följande synpunkter”, and then a list of them. */
function withTheirPoints(items: readonly Item[]): Item[] {
  const clauses: Item[] = [];
  let introduces = false;
  for (const item of items) {
    if (introduces && BETWEEN_POINTS.test(item.text)) {
      const owner = clauses.pop()!;
      clauses.push({ ...owner, text: `${owner.text} ${item.text}`, lines: [...owner.lines, ...item.lines] });
    } else if (introduces && item.marked && !ATT.test(item.text)) {
      const [first, ...others] = item.lines.map(({ text }) => text);
      const owner = clauses.pop()!;
      const text = `${owner.text}\n${flowed([first!, ...others])}`;
      clauses.push({ ...owner, text, lines: [...owner.lines, ...item.lines] });
    } else {
      introduces = !item.marked && introducesPoints(item.text);
      clauses.push(item);
    }
  }
  return clauses;
}

/** ”och”, on a line of its own. */
const BETWEEN_POINTS = /^(?:och|samt|eller)$/u;

/** ”Nämnden antar följande indikatorer för uppföljning:”; below ”följande yttrande:” each is a clause. */
const NAMES_POINTS = /(?<!\p{L})följande (?!yttrande|remissvar|svar|beslut|förslag)\p{L}.*:$/u;

/**
 * ”Nämnden tillstyrker ansökan under förutsättning att” and ”… beviljar avvikelse inom” are open, as a clause with *att* is
 * that ends no sentence.
 */
const introducesPoints = (text: string): boolean =>
  ATT.test(text)
    ? !endsSentence(text)
    : BODY.test(text) &&
      !leadsIntoClauses(text) &&
      (text.endsWith(' att') || endsInSmallWord(text) || NAMES_POINTS.test(text));

/** Whose decision the numbered ones below it are: ”Nämndens förslag till kommunfullmäktige”, ”Nämndens beslut för egen del”. */
const LEAD_IN =
  /(?:förslag till (?:beslut|kommunfullmäktige|fullmäktige|kommunstyrelsen|[\p{L}-]+nämnden)|(?:för )?egen del(?: av beslutet)?)$/iu;

/** ”Nämnden föreslår kommunstyrelsen att föreslå kommunfullmäktige besluta följande.” */
const SAYS_FOLLOWING = /(?:beslut(?:a|ar|at)?|förslag) följande[.:]?$|följande beslut[.:]?$/iu;

/** ”Socialnämnden”, over what it decides: ”• tillstyrker förslaget”. */
const BODY_ALONE =
  /^(?:[\p{L}&-]+,? ){0,5}[\p{L}-]*(?:nämnden|styrelsen|direktionen|fullmäktige|utskottet)$/iu;

/** ”Ordföranden i tekniska nämnden beslutar på nämndens vägnar följande.” */
const ON_BEHALF = /beslutar på [\p{L} -]{3,60} vägnar(?: följande| att)?[.:]?$/iu;

const isMarkedOrAtt = (item: Item | undefined): boolean =>
  item !== undefined && (item.marked || ATT.test(item.text));

/** ”att lämna följande yttrande till Sundby stad:”, ”att yttra sig enligt nedan:” */
const OVER_A_REPLY =
  /(?<!\p{L})(?:(?:följande|nedanstående)(?: \p{L}+)? (?:(?:remiss)?svar|yttrande|ställningstagande|synpunkter)(?!\p{L})|(?:yttra|yttrande|svara?|synpunkter)(?!\p{L})[^:]* (?:följande|nedan)(?!\p{L}))[^:]*:$/u;

/** Whether a clause has the reply itself below it. */
export const introducesAReply = (text: string): boolean => ATT.test(text) && OVER_A_REPLY.test(text);

/** A clause that introduces what stands elsewhere, and no points. */
const isOverNoPoints = ({ text }: Item, next: Item | undefined): boolean =>
  ATT.test(text) && text.endsWith(':') && (next === undefined || ATT.test(next.text));

/** The list ends at the first item of another form. A lead-in is no item and ends nothing. */
export function untilForeign(
  items: readonly Item[],
  isOne: (item: Item, index: number, items: readonly Item[]) => boolean,
): ReadList {
  const read: ReadList = { items: [], unread: [] };
  let ended = false;
  for (const [index, item] of items.entries()) {
    const leadsIn =
      (item.text.endsWith(':') && !isOverNoPoints(item, items[index + 1])) ||
      leadsIntoClauses(item.text) ||
      (!item.marked && SAYS_FOLLOWING.test(item.text)) ||
      (!item.marked && ON_BEHALF.test(item.text)) ||
      (!item.marked && BODY_ALONE.test(item.text) && items[index + 1]?.marked === true) ||
      (!item.marked && LEAD_IN.test(item.text) && isMarkedOrAtt(items[index + 1]));
    const one: boolean = !ended && !leadsIn && isOne(item, index, items);
    if (one) read.items.push({ ...item, text: item.text.replace(/:$/u, '') });
    else read.unread.push(...item.lines);
    ended ||= !one && !leadsIn;
  }
  return read;
}

/** A sentence below numbered clauses says something of them: ”Beslutet är fattat med stöd av …” */
const isBelowTheList = ({ marked, text, lines }: Item, index: number, items: readonly Item[]): boolean =>
  !marked &&
  !ATT.test(text) &&
  !BODY.test(text.slice(0, 160)) &&
  !IS_DECIDED.test(text) &&
  lines[0]?.afterBlank === true &&
  isMarkedOrAtt(items[index - 1]);

/** ”Yttrandet har beslutats av nämnden den 20 maj 2026”: how it was decided, and not what. */
const SAYS_HOW =
  /^(?:(?:detta |det här )?(?:yttrande|beslut|svar|ärende)(?:e?t)?) (?:har|är) (?:beslutats?|fattats?|avgjorts?)(?!\p{L})/iu;

function isClause({ text, marked }: Item): boolean {
  if (!marked && SAYS_HOW.test(text)) return false;
  return marked || ATT.test(text) || BODY.test(text.slice(0, 160)) || DECIDES.test(text.slice(0, 300));
}

/**
 * A clause begins after a blank line, with *att* where the line before can end, or as a sentence with a capital where
 * the line before ends one short of the width: a sentence that goes on fills its line.
 */
const beginsClause =
  (width: number) =>
  ({ text, afterBlank }: Line, before: Line): boolean => {
    if (afterBlank || POINT.test(text)) return true;
    const short = before.text.length < SHORT * width;
    if (ATT.test(text)) {
      if (endsSentence(before.text) || /[,;:]$|(?:^|\s)(?:och|samt)$/u.test(before.text)) return true;
      const endsTheSentence = text.length < END_OF_A_SENTENCE && endsSentence(text) && !ATT.test(before.text);
      return short && !endsOpen(before.text) && !endsTheSentence;
    }
    if (leavesParenthesisOpen(before.text)) return false;
    return endsSentence(before.text) && /^\p{Lu}/u.test(text) && (short || BODY.test(text.slice(0, 160)));
  };
