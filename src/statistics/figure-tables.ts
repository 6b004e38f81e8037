import type { AnsweredView, CountedStep, StatisticsView } from './statistics.dto.js';
import type { Language, Texts } from '../rules/texts.js';
import { outcomeWords, stanceWords } from '../rules/words.js';

/** A table of figures, which the page draws with bars and a file holds without. */
export interface FigureTable {
  /** Its name in addresses and files. */
  readonly id: TableName;
  readonly heading: string;
  /** What its figures are of, where the heading does not say. */
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly FigureRow[];
}

export interface FigureRow {
  readonly name: string;
  /** A figure that nobody has is null. */
  readonly figures: readonly (number | null)[];
  /** The parts of its bar, one after the other. */
  readonly bar: readonly (readonly [part: BarPart, length: number])[];
}

/** What a part of a bar stands for, as the style names it. */
export type BarPart = 'done' | 'late' | 'rest' | 'part';

export const TABLE_NAMES = ['organ', 'ar', 'steg', 'installning', 'utfall'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

const T = {
  asking: { sv: 'De som frågar', en: 'Those who ask' },
  asked: { sv: 'De som tillfrågas', en: 'Those who are asked' },
  party: { sv: 'Organ', en: 'Body' },
  outside: { sv: 'Utanför kommunen', en: 'Outside the municipality' },
  years: { sv: 'År för år', en: 'Year by year' },
  year: { sv: 'Sista svarsdag under', en: 'Reply-by date in' },
  askedCount: { sv: 'Remisser', en: 'Asked' },
  answered: { sv: 'Besvarade', en: 'Answered' },
  inTime: { sv: 'I tid', en: 'In time' },
  late: { sv: 'För sent', en: 'Late' },
  declined: { sv: 'Avböjda', en: 'Declined' },
  noReply: { sv: 'Utan svar', en: 'No reply' },
  open: { sv: 'Pågår', en: 'Open' },
  extended: { sv: 'Med anstånd', en: 'Extended' },
  steps: { sv: 'Så lång tid tar stegen', en: 'How long the steps take' },
  ofReplies: {
    sv: 'Median i arbetsdagar, räknad på de svar som har expedierats, högst de 2 000 senaste.',
    en: 'Median in working days, of the replies that have been forwarded, the latest 2,000 at most.',
  },
  step: { sv: 'Steg', en: 'Step' },
  days: { sv: 'Arbetsdagar', en: 'Working days' },
  replies: { sv: 'Svar', en: 'Replies' },
  stances: { sv: 'Ställningstagande', en: 'Stance' },
  outcomes: { sv: 'Vad nämnderna beslutade', en: 'What the boards decided' },
  outcome: { sv: 'Beslut', en: 'Decision' },
} satisfies Record<string, Texts>;

const STEPS: Readonly<Record<CountedStep, Texts>> = {
  register: { sv: 'Skickad till registrerad', en: 'Sent to registered' },
  draft: { sv: 'Registrerad till utkast klart', en: 'Registered to draft finished' },
  approve: { sv: 'Utkast klart till godkänt', en: 'Draft finished to approved' },
  decide: { sv: 'Godkänt till beslut', en: 'Approved to decided' },
  confirm: { sv: 'Beslut till justerat', en: 'Decided to confirmed' },
  forward: { sv: 'Justerat till expedierat', en: 'Confirmed to forwarded' },
  receive: { sv: 'Expedierat till framme', en: 'Forwarded to received' },
};

/** Everything that the figures say, in the order of the page. */
export function figureTables(
  { side, parties, years, steps, stances, outcomes }: StatisticsView,
  language: Language,
): FigureTable[] {
  const say = (texts: Texts) => texts[language];
  const answers = [T.askedCount, T.answered, T.inTime, T.late, T.declined, T.noReply, T.open, T.extended].map(
    say,
  );
  return [
    {
      id: 'organ',
      heading: say(side === 'asked' ? T.asking : T.asked),
      columns: [say(T.party), ...answers],
      rows: parties.map((each) => answersOf(each.name ?? each.code ?? say(T.outside), each)),
    },
    {
      id: 'ar',
      heading: say(T.years),
      columns: [say(T.year), ...answers],
      rows: years.map((each) => answersOf(String(each.year), each)),
    },
    {
      id: 'steg',
      heading: say(T.steps),
      note: say(T.ofReplies),
      columns: [T.step, T.days, T.replies].map(say),
      rows: steps.map(({ step, medianWorkingDays: days, counted }) => ({
        name: say(STEPS[step]),
        figures: [days, counted],
        bar: [['part', days ?? 0]],
      })),
    },
    {
      id: 'installning',
      heading: say(T.stances),
      columns: [T.stances, T.replies].map(say),
      rows: stances.map(({ stance, count }) => counted(say(stanceWords[stance]), count)),
    },
    {
      id: 'utfall',
      heading: say(T.outcomes),
      columns: [T.outcome, T.replies].map(say),
      rows: outcomes.map(({ outcome, count }) => counted(say(outcomeWords[outcome]), count)),
    },
  ];
}

const counted = (name: string, count: number): FigureRow => ({
  name,
  figures: [count],
  bar: [['part', count]],
});

function answersOf(name: string, all: AnsweredView): FigureRow {
  const { asked, answered, inTime, late, declined, noReply, open, extended } = all;
  return {
    name,
    figures: [asked, answered, inTime, late, declined, noReply, open, extended],
    bar: [
      ['done', inTime],
      ['late', late],
      ['rest', asked - inTime - late],
    ],
  };
}
