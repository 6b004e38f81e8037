const MONTHS = 'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december';
/** ”okt.” and ”oktober”. */
const MONTH = MONTHS.split('|')
  .map((month) => `${month.slice(0, 3)}(?:${month.slice(3)}|t|\\.)?`)
  .join('|');
const MONTHS_BEGIN = MONTHS.split('|').map((month) => month.slice(0, 3));
const FORMS = [
  String.raw`(?<year>\d{4})(?<sign>[-./])(?<month>\d{2})\k<sign>(?<day>\d{2})`,
  String.raw`(?<dayOfMonth>\d{1,2})(?::[ae])? (?<name>${MONTH}) (?<yearOfName>\d{4})`,
  String.raw`(?<dayFirst>\d{1,2})[/.](?<monthNext>\d{1,2})[-. ](?<yearLast>(?:19|20)\d{2})`,
];
const DATE = new RegExp(String.raw`\b(?:${FORMS.join('|')})\b`, 'giu');

export interface DateInText {
  readonly date: string;
  readonly at: number;
}

/** The dates in a text as `YYYY-MM-DD`, in their order: 2023-05-22, 22 maj 2023 or 22/5 2023. */
export function datesIn(text: string): DateInText[] {
  return [...text.matchAll(DATE)].flatMap(({ index, groups = {} }) => {
    const { year, month, day, dayOfMonth, name, yearOfName, dayFirst, monthNext, yearLast } = groups;
    const named = name === undefined ? undefined : 1 + MONTHS_BEGIN.indexOf(name.slice(0, 3).toLowerCase());
    const date = civilDateOf(
      Number(year ?? yearOfName ?? yearLast),
      named ?? Number(month ?? monthNext),
      Number(day ?? dayOfMonth ?? dayFirst),
    );
    return date === undefined ? [] : [{ date, at: index }];
  });
}

/** Nothing for 31 februari. Plain arithmetic: a long text can have many thousands of dates. */
function civilDateOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same && year >= 1000 ? date.toISOString().slice(0, 10) : undefined;
}

export function firstDate(text: string): string | undefined {
  return datesIn(text)[0]?.date;
}

/** ”2025-01-23 – 2025-04-17”: time to answer ends with the last of them. */
export const lastDate = (text: string): string | undefined => datesIn(text).at(-1)?.date;

/** A text without its dates: what else is said there. */
export const withoutDates = (text: string): string => text.replace(DATE, '');

const DAY = String.raw`(\d{4}-\d\d-\d\d|\d{1,2}(?: (?:${MONTH})|[/.]\d{1,2})(?:[-. ]\d{4})?)`;
const THE_DAY = String.raw`(?: (?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?)?(?: den)? ${DAY}`;
const TIME =
  '(?:(?:svars|remiss|samråds|gransknings)tid(?:en)?|utsatt tid|tid(?:en)? för (?:svar|yttrande|synpunkter))';

/** How a sentence says the last day; more time that was asked for is none yet, and what was given goes before the rest. */
const GIVEN: readonly RegExp[] = [
  String.raw`(?:bevilja|medge|medgav|får|fått|gett)[^.!?]{0,80}? (?:anstånd|uppskov)[^.!?]{0,60}? till(?: och med)?${THE_DAY}`,
  String.raw`(?:anstånd|uppskov)(?:et)? (?:har |är )?(?:beviljat|medge|medgav)[^.!?]{0,40}? till(?: och med)?${THE_DAY}`,
  String.raw`förläng(?:d|t|ts|s|er) (?:${TIME}|tid)(?:[^.!?]{0,40}? till(?: och med)?|:)${THE_DAY}`,
  String.raw`(?<!\p{L})(?:${TIME}|tiden)[^.!?]{0,80}? (?:har|är|blev)[^.!?]{0,80}? (?:förlängd|förlängts|flyttats|utökats) till(?: och med)?${THE_DAY}`,
  String.raw`(?:^|[ ,.])(?:ni|du) (?:får(?: på er)?|har) (?:till och med|till)${THE_DAY}`,
].map((form) => new RegExp(form, 'giu'));
/** ”… begärde förlängd svarstid till den 30 april, vilket revisorerna avslog” */
const REFUSED =
  /(?<!\p{L})(?:avslog|avslogs|avslagits|nekade|nekades|nekats|beviljades? inte|medgavs? inte|fick inte|fått nej)(?!\p{L})/iu;
/** When whoever asks ends the time for answers; by an earlier day the board is to have answered. */
const ENDS_OF_TIME: readonly RegExp[] = [
  String.raw`(?<!förlängd |längre )${TIME}[^.!?]{0,60}? (?:till och med|t\.o\.m\.|går ut|löper ut)${THE_DAY}`,
  String.raw`(?<!förlängd |längre )${TIME}(?: (?:pågår|löper|varar|sträcker sig|är satt))? till${THE_DAY}`,
  String.raw`${TIME}(?::| är| löper| pågår)(?: från)?(?: den)? (?:\d{4}-\d\d-\d\d|\d{1,2}(?: (?:${MONTHS})(?: \d{4})?)?) ?(?:–|-|till(?: och med)?)(?: den)? ?${DAY}`,
  String.raw`(?:remiss|granskning|samråd)[^.!?]{0,40} (?:under (?:tiden|perioden)|mellan)(?: den)? \d{1,2}(?: (?:${MONTHS})(?: \d{4})?)? ?(?:–|-|och|till(?: och med)?)(?: den)? ?${DAY}`,
  String.raw`(?:(?:remiss|granskning|samråd)(?:e[nt])? pågår|ute på (?:remiss|granskning|samråd)|(?:svara|yttra sig|besvaras))(?: [\p{L}-]+){0,3}? till(?: och med)?${THE_DAY}`,
].map((form) => new RegExp(form, 'giu'));
const ANSWERS: readonly RegExp[] = [
  String.raw`(?:svar|yttra|remiss|synpunkt)[^.!?]{0,160}? (?:senast|till ?handa(?: senast)?)${THE_DAY}`,
  String.raw`(?:^|[.!?] )senast${THE_DAY} (?:ska|vill|behöver|önskar|bör)[^.!?]{0,60}? (?:svar|yttrande|synpunkt)`,
  String.raw`(?:sista (?:dag(?:en)? (?:för|att) [^.!?]{0,60}?|svarsdag(?:en)?|svarsdatum) är(?: satt till)?|(?:svarsdag|svarsdatum):?)${THE_DAY}`,
  String.raw`(?:synpunkter|(?:lämna|skicka|ge|inkomma med)(?: in)? (?:ert |vårt |sitt )?(?:svar|yttrande))[^.!?]{0,80}? (?:till och med|före)${THE_DAY}`,
  String.raw`(?:vill ha|önskar|behöver)(?: in)? (?:[\p{L}]+ ){0,2}(?:svar|yttrande|synpunkter)(?:et)?${THE_DAY}`,
  String.raw`(?:svar|yttrande|remiss)(?:e?n|e?t)? ska (?:enligt [\p{L} -]{2,40} )?(?:finnas|vara|ha (?:in)?kommit|lämnas|ges|skickas)(?: besvarad| in(?:lämnat|kommet)?)?(?: (?:hos|till|inne hos) [\p{L} -]{2,60}?)?(?: före)?${THE_DAY}`,
].map((form) => new RegExp(form, 'giu'));
const LAST_DAYS = [...ENDS_OF_TIME, ...ANSWERS];

const WRITTEN_ON = new RegExp(
  String.raw`(?:skrivelsen|utlåtandet|yttrandet|svaret) är (?:från|daterad|daterat|skriven|skrivet|upprättad|upprättat)${THE_DAY}`,
  'iu',
);

/** ”Skrivelsen är från 2026-10-06”, as a paper that has its facts at its foot says it. */
export const dayWrittenIn = (text: string): string | undefined => firstDate(WRITTEN_ON.exec(text)?.[1] ?? '');

/**
 * The last day to answer, where sentences say it: ”svaret ska vara … senast fredagen den 1 november 2026”. A day before the
 * text was written is that of something else, and where sentences say different days nobody knows which is ours.
 *
 * @param written the text's own day.
 */
export function deadlineIn(texts: readonly string[], written: string | null): string | undefined {
  const isLater = (date: string): boolean => written === null || date >= written;
  const granted = texts.flatMap(sentencesOf).filter((sentence) => !REFUSED.test(sentence));
  const given = daysSaid(GIVEN, granted, written).find(isLater);
  const days = given === undefined ? lastDaysIn(texts, written).filter(isLater) : [given];
  if (days.length < 2) return days[0];
  const ours = lastDaysIn(granted.filter(isOfOurs), written).filter(isLater);
  const ends = daysSaid(ENDS_OF_TIME, texts, written).filter(isLater);
  const within = days.filter((day) => !ends.includes(day) && ends.some((end) => day < end));
  return [ours, within].find(({ length }) => length === 1)?.[0];
}

/** ”Nämndens svar ska vara kommunstyrelsen till handa senast …”, beside the day by which the whole municipality answers. */
const isOfOurs = (sentence: string): boolean =>
  /(?<!\p{L})(?:nämndens|styrelsens|förbundets|vårt) (?:remiss)?(?:svar|yttrande)(?!\p{L})/iu.test(sentence);

const sentencesOf = (text: string): string[] => text.split(/(?<=[.!?]) (?=\p{Lu})/u);

/** Each day that a sentence says is somebody's last to answer. */
export const lastDaysIn = (texts: readonly string[], written: string | null): string[] => [
  ...new Set(daysSaid(LAST_DAYS, texts, written)),
];

const daysSaid = (forms: readonly RegExp[], texts: readonly string[], written: string | null): string[] =>
  texts
    .flatMap((text) => forms.flatMap((form) => [...text.matchAll(form)].flatMap(([, day]) => day ?? [])))
    .flatMap((day) => firstDate(day) ?? firstAfter(day, written) ?? []);

/** Nobody has longer to answer; a day further on is that of the year before. */
const LONGEST_TIME = 200;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** ”9 oktober” of what was written on 22 September 2026 is the next such day. */
function firstAfter(day: string, written: string | null): string | undefined {
  const year = Number(written?.slice(0, 4));
  const days = [year, year + 1].flatMap((each) => firstDate(`${day} ${each}`) ?? []);
  const next = written === null ? undefined : days.find((each) => each >= written);
  return next !== undefined && daysBetween(written!, next) <= LONGEST_TIME ? next : undefined;
}
