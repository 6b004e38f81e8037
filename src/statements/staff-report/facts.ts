/** A body as the municipality names it. */
export interface NamedBody {
  readonly code: string;
  readonly name: string;
}

/** The board that is named last in a text: a body's code, else its name as written. */
export function lastBoardIn(text: string, bodies: readonly NamedBody[]): string | undefined {
  const known = lastKnown(text, bodies);
  const [name, from] = lastOf(text, BOARDS);
  const isLater = name !== undefined && from + name.length > (known?.at ?? -1);
  return isLater ? (bodyNamed(name, bodies) ?? capitalised(name)) : known?.code;
}

export const capitalised = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

function lastOf(text: string, form: RegExp): readonly [string | undefined, number] {
  const last = [...text.matchAll(form)].at(-1);
  return [last?.[0], last?.index ?? -1];
}

/** The body that is named last, by name in any form or by code. */
function lastKnown(text: string, bodies: readonly NamedBody[]): { code: string; at: number } | undefined {
  const lower = text.toLowerCase();
  let last: { code: string; at: number } | undefined;
  for (const { code, name } of bodies) {
    const byCode = lastPlace(text, code, (at) => isLetter(text, at - 1) || isLetter(text, at + code.length));
    const byName = lastPlace(lower, stem(name), (at) => isLetter(lower, at - 1));
    const at = Math.max(byName, byCode);
    if (at > (last?.at ?? -1)) last = { code, at };
  }
  return last;
}

const isLetter = (text: string, at: number): boolean => /\p{L}/u.test(text.charAt(at));

/** -1 when the word stands nowhere but inside others. */
function lastPlace(text: string, word: string, insideAnother: (at: number) => boolean): number {
  let at = text.lastIndexOf(word);
  while (at >= 0 && insideAnother(at)) at = at === 0 ? -1 : text.lastIndexOf(word, at - 1);
  return at;
}

/** The body that a line names, in any form of its name: ”Kommunstyrelsen”, ”kommunstyrelsens”, ”KS”. */
export function bodyNamed(text: string, bodies: readonly NamedBody[]): string | undefined {
  const plain = text.replace(/[.,;:]{1,3}$/, '').trim();
  return bodies.find(({ code, name }) => plain === code || sameName(plain, name))?.code;
}

function sameName(text: string, name: string): boolean {
  const lower = text.toLowerCase();
  const root = stem(name);
  return lower.startsWith(root) && /^(?:n|ns|en|ens|s|)$/u.test(lower.slice(root.length));
}

/** A name without its definite ending: ”kommunstyrelse” of ”Kommunstyrelsen”. */
const stem = (name: string): string => name.toLowerCase().replace(/(?:en|n)$/u, '');

/** ”Tekniska serviceförvaltningen”, ”Barn- och utbildningsnämnden”; ”förvaltningen” alone names none. */
const NAME = new RegExp(
  String.raw`(?<![\p{L}-])(?:` +
    String.raw`\p{Lu}\p{L}{1,40}-(?:, \p{L}{1,40}-){0,3} (?:och|samt) \p{L}{1,60}(?:förvaltning|kontor|nämnd)` +
    String.raw`|\p{Lu}\p{L}{0,40}a \p{L}{0,60}(?:förvaltning|kontor|nämnd)` +
    String.raw`|\p{Lu}\p{L}{1,60}(?:förvaltning|kontor|nämnd)` +
    String.raw`)(?:en|et)(?=s?(?!\p{L}))`,
  'gu',
);

/** Names of boards and administrations as written, without the genitive's s, the first spelling of each first. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAME)].map(([name]) => name))];
}

/** ”Barn- och utbildningsnämnden”, ”Tekniska nämnden”, ”Förbundsdirektionen”, ”Nämnden för gator & trafik”. */
const BOARD =
  String.raw`(?:(?:\p{Lu}\p{L}*-(?:, \p{L}+-){0,3} (?:och|samt|&) \p{L}{1,40}?|\p{Lu}\p{L}{0,40}a \p{L}{0,40}?|\p{Lu}\p{L}{2,40}?)` +
  String.raw`(?:nämnden|styrelsen|direktionen|fullmäktige)|Direktionen|[Nn]ämnden för \p{L}{2,40}?-?(?:, \p{L}{2,40}){0,2}(?:,? (?:&|och|samt) \p{L}{2,40}?)?|\p{Lu}[\p{L}-]{2,40} (?:\p{Ll}{1,40}-(?:, \p{Ll}{1,40}-){0,2} (?:och|samt) )?\p{Ll}{2,40}nämnd)`;
/** Inside a sentence: ”vård- och omsorgsnämnden”, ”överförmyndarnämnden”. */
const SMALL_BOARD = String.raw`(?:\p{Ll}{1,40}-(?:, \p{Ll}{1,40}-){0,3} (?:och|samt|&) \p{Ll}{1,40}?|tekniska |\p{Ll}{3,40}?)(?:nämnden|styrelsen|fullmäktige)`;
const BOARDS = new RegExp(String.raw`(?<![\p{L}-])(?:${BOARD}|${SMALL_BOARD})(?=s?(?!\p{L}))`, 'gu');
/** ”Socialnämnden Sydväst”, ”Hjälpmedelsnämnden i Värmland” */
const DISTRICT = String.raw`(?: (?:i )?\p{Lu}\p{Ll}{2,20})?`;
/** ”Programnämnd social välfärd”: what it is for ends its name only where nothing else stands on the line. */
const WITH_ITS_MATTER = String.raw`\p{Lu}\p{Ll}{2,40}nämnd(?: \p{Ll}{2,30}){1,4}`;
const ONLY_A_BOARD = new RegExp(`^(?:${BOARD}${DISTRICT}|${WITH_ITS_MATTER})$`, 'u');
const BEGINS_WITH_A_BOARD = new RegExp(String.raw`^${BOARD}${DISTRICT}(?= \(?\p{Ll})`, 'u');

/** A board that a line names and nothing else: a body's code, else the name as written. */
export const boardNamed = (text: string, bodies: readonly NamedBody[]): string | undefined =>
  bodyNamed(text, bodies) ?? ONLY_A_BOARD.exec(inSmallLetters(text))?.[0];

/** ”SYDNÄRKES MILJÖNÄMND” as it is named elsewhere. */
export const inSmallLetters = (text: string): string =>
  /\p{Ll}/u.test(text) ? text : capitalised(text.toLowerCase());

/** The board whose decision a sentence says: ”Barn- och utbildningsnämnden föreslår …”. */
export const boardBeginning = (text: string): string | undefined => BEGINS_WITH_A_BOARD.exec(text)?.[0];

/** ”Förvaltningen för Kultur & Idrott” and ”Kommunstyrelsens förvaltning”. */
const OFFICE_OF =
  /^Förvaltningen för \p{L}{3,40}(?:,? (?:&|och|samt) \p{L}{3,40})?$|Förvaltningen för \p{Lu}\p{L}{2,40}(?:,? (?:&|och|samt) \p{Lu}\p{L}{2,40})?|\p{Lu}\p{L}{3,40}s \p{L}{0,40}förvaltning(?=s?(?!\p{L}))/gmu;

const withoutGenitive = (name: string): string =>
  name.startsWith('F') ? name.replace(/(?<=\p{L}{3})s$/u, '') : name;

const isOfABoard = (name: string): boolean => name.toLowerCase().endsWith('nämnden');

export const administrationsIn = (text: string): string[] => [
  ...[...text.matchAll(OFFICE_OF)].map(([name]) => withoutGenitive(name)),
  ...namesIn(text).filter((name) => !isOfABoard(name)),
];

/** What an administration does in its own report; others are named in it too. */
const ACTS =
  /^s? ?(?:(?:\p{L}{1,30} )?(?:bedömning|synpunkter|ställningstagande|överväganden|yttrande|förslag|tjänste\p{L}{3,20})|(?:anser|bedömer|föreslår|ser|delar|konstaterar|tillstyrker|avstyrker|instämmer|välkomnar|har inget|har berett|har tagit fram)(?!\p{L}))/u;
const REACH_OF_ACTS = 60;

/** The administrations of which a text says that they hold or propose something, in one pass through it. */
export const administrationsActing = (text: string): string[] =>
  [OFFICE_OF, NAME]
    .flatMap((form) => [...text.matchAll(form)])
    .filter(({ 0: name, index }) => {
      const end = index + name.length;
      return !isOfABoard(name) && ACTS.test(text.slice(end, end + REACH_OF_ACTS));
    })
    .map(([name]) => withoutGenitive(name));

/** Who proposes, and who is to decide: ”Förvaltningen föreslår att tekniska nämnden beslutar”. */
const PROPOSED =
  /^(.{2,100}?) (?:föreslår|föreslås|beslutar)(?!\p{L})(?: att)?(?: (.{2,100}?) (?:besluta|beslutar|att))?/u;
const NO_BOARD = /(?:förvaltningen|kontoret|staben|chefen|utskott(?:et)?)(?: för .{3,60})?$/iu;
/** What a sentence may begin with is no body for that. */
const A_BODY =
  /(?:nämnd(?:en)?|styrelse(?:n)?|direktion(?:en)?|fullmäktige|utskott(?:et)?)(?: för [\p{L}&, -]{3,60}| (?:i )?\p{L}{3,20})?$/iu;
/** ”Det här föreslår vi att kommunstyrelsen beslutar” */
const WE_PROPOSE = /föreslår vi att (.{3,80}?) beslutar/iu;
/** ”Ordföranden i tekniska nämnden”, ”1. Vad nämnden” */
const BEFORE_ITS_NAME = /^(?:\d{1,2}[.)]? )?(?:ordföranden i |(?:vad|det här) )?/iu;
const ANY_BOARD = /^(?:nämnden|styrelsen)$/iu;

/** The board that is to decide, by the line that leads into its clauses: ”Tekniska servicenämnden föreslås besluta”. */
export function decidingBody(leadIns: readonly string[], bodies: readonly NamedBody[]): string | undefined {
  for (const leadIn of leadIns) {
    const [, first, second] = PROPOSED.exec(leadIn) ?? [];
    const inBoard = /(?:^|förslag till beslut )i (.{3,80})$/iu.exec(leadIn)?.[1];
    const whose =
      /^(?:(?:.{3,80}s )?förslag till )?(.{3,80}?)s beslut$/iu.exec(leadIn)?.[1] ??
      /^((?:(?!utskott).){3,80}?)s förslag till (?:beslut i )?(?:kommunstyrelsen|(?:kommun|region)fullmäktige)$/iu.exec(
        leadIn,
      )?.[1];
    const proposed = WE_PROPOSE.exec(leadIn)?.[1];
    const name =
      proposed ?? (first !== undefined && NO_BOARD.test(first) ? second : (first ?? whose ?? inBoard));
    const whole = name?.replace(BEFORE_ITS_NAME, '');
    const known = whole === undefined ? undefined : bodyNamed(whole, bodies);
    if (known !== undefined) return known;
    if (whole !== undefined && A_BODY.test(whole) && !ANY_BOARD.test(whole))
      return capitalised(inSmallLetters(whole));
  }
  return undefined;
}
