import type { ComponentChildren } from 'preact';
import { CardTable } from '../../markup/card-table.js';
import { addDays, daysBetween } from '../../rules/civil-date.js';
import type { ConsulteePlanView, MatrixStep } from '../../deadlines/plan/plan.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { shortDay } from './referral-matrix.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  heading: { sv: 'Tidslinje', en: 'Timeline' },
  title: { sv: 'Tidslinje för remissen', en: 'Timeline of the referral' },
  same: {
    sv: 'Samma uppgifter finns i tabellen under bilden.',
    en: 'The same is in the table below the picture.',
  },
  scrolls: { sv: 'Tidslinje, kan rullas i sidled', en: 'Timeline, can be scrolled sideways' },
  today: { sv: 'i dag', en: 'today' },
  legend: { sv: 'Teckenförklaring', en: 'Legend' },
  asTable: { sv: 'Visa tidslinjen som tabell', en: 'Show the timeline as a table' },
  caption: { sv: 'Dagar för varje remissinstans i Yttra', en: 'Days of each consultee in Yttra' },
  consultee: { sv: 'Remissinstans', en: 'Consultee' },
  registered: { sv: 'Registrerad', en: 'Registered' },
  meeting: { sv: 'Sammanträde', en: 'Meeting' },
  forwarded: { sv: 'Expedierat', en: 'Forwarded' },
  replyBy: { sv: 'Svar senast', en: 'Reply by' },
  asked: { sv: 'Begärt anstånd', en: 'Extension asked for' },
  done: { sv: 'gjort', en: 'done' },
  left: { sv: 'kvar', en: 'left' },
} satisfies Record<string, Texts>;

const TOP = 34;
/** Half of what “i dag, 30 nov” takes. */
const TODAY = 44;

/** Where a drawing has its lines: beside the names on a desk, below them on a phone. */
interface Layout {
  readonly name: 'wide' | 'narrow';
  /** Of the drawing, and of its lines. */
  readonly width: number;
  readonly left: number;
  readonly length: number;
  readonly row: number;
  readonly toFirst: number;
  readonly toName: number;
  readonly longestName: number;
  readonly mostMonths: number;
  readonly month: 'long' | 'short';
}
const WIDE: Layout = {
  name: 'wide',
  width: 1300,
  left: 200,
  length: 1080,
  row: 38,
  toFirst: 26,
  toName: 5,
  longestName: 24,
  mostMonths: 24,
  month: 'long',
};
const NARROW: Layout = {
  name: 'narrow',
  width: 340,
  left: 10,
  length: 310,
  row: 52,
  toFirst: 42,
  toName: -18,
  longestName: 44,
  mostMonths: 6,
  month: 'short',
};

interface Props {
  readonly reader: Reader;
  readonly plans: readonly ConsulteePlanView[];
  readonly sentOn: string;
}

const dayOfStep = ({ steps }: ConsulteePlanView, step: MatrixStep): string | null =>
  steps.find((each) => each.step === step)?.doneOn ?? null;

/** When each consultee did what and has to answer, drawn; the table under it says the same. */
export const Timeline = (props: Props) => {
  const { language } = props.reader;
  return (
    <section aria-labelledby="tid">
      <h2 id="tid">{T.heading[language]}</h2>
      <figure class="sheet">
        <div class="scroll" role="region" aria-label={T.scrolls[language]} tabIndex={0}>
          <Drawing {...props} layout={WIDE} />
          <Drawing {...props} layout={NARROW} />
        </div>
        <Legend language={language} />
        <details class="twin-box">
          <summary>{T.asTable[language]}</summary>
          <Twin {...props} />
        </details>
      </figure>
    </section>
  );
};

const Drawing = ({ reader, plans, sentOn, layout }: Props & { readonly layout: Layout }) => {
  const { language, today } = reader;
  const { name, width, left, row, toFirst } = layout;
  const days = plans.flatMap(({ replyBy, requestedExtension, meetingDate }) =>
    [replyBy, requestedExtension?.until, meetingDate].filter((day) => day != null),
  );
  const end = addDays([today, ...days].toSorted().at(-1)!, 7);
  const length = Math.max(1, daysBetween(sentOn, end));
  const at = (day: string): number =>
    left + Math.round((Math.min(length, Math.max(0, daysBetween(sentOn, day))) / length) * layout.length);
  const all = monthsIn(sentOn, end);
  const months = all.filter((_, index) => index % Math.ceil(all.length / layout.mostMonths) === 0);
  const bottom = TOP + plans.length * row + 14;
  return (
    <svg
      class={`timeline ${name}`}
      viewBox={`0 0 ${width} ${bottom + 8}`}
      role="img"
      aria-labelledby={`tl-rubrik-${name} tl-text-${name}`}
    >
      <title id={`tl-rubrik-${name}`}>{T.title[language]}</title>
      <desc id={`tl-text-${name}`}>{T.same[language]}</desc>
      {at(months[0] ?? end) - left > 70 && (
        <text class="soft" x={left} y="14">
          {monthInWords(sentOn, language, layout)}
        </text>
      )}
      {months.map((first) => (
        <>
          <line class="grid" x1={at(first)} x2={at(first)} y1={TOP} y2={bottom} />
          <text class="soft" x={at(first)} y="14">
            {monthInWords(first, language, layout)}
          </text>
        </>
      ))}
      <line class="today" x1={at(today)} x2={at(today)} y1={TOP} y2={bottom} />
      {plans.map((plan, index) => (
        <Line plan={plan} y={TOP + toFirst + index * row} at={at} today={today} layout={layout} />
      ))}
      <text
        class="today-label"
        x={Math.min(Math.max(at(today), TODAY), width - TODAY)}
        y="30"
        text-anchor="middle"
      >
        {T.today[language]}, {shortDay(today, reader)}
      </text>
    </svg>
  );
};

const Line = ({
  plan,
  y,
  at,
  today,
  layout: { toName, longestName },
}: {
  readonly layout: Layout;
  readonly plan: ConsulteePlanView;
  readonly y: number;
  readonly at: (day: string) => number;
  readonly today: string;
}) => {
  const { name, meetingDate, replyBy, requestedExtension, verdict, currentStep } = plan;
  const [registered, decided, forwarded] = (['register', 'decide', 'forward'] as const).map((step) =>
    dayOfStep(plan, step),
  );
  const last = forwarded ?? (currentStep === null ? null : today);
  const aim = requestedExtension?.until ?? replyBy;
  const isLate = plan.overdue || verdict === 'impossible' || verdict === 'needs-delegation';
  const tone = isLate ? ' late' : verdict !== null && verdict !== 'comfortable' ? ' risk' : '';
  const meeting = decided ?? meetingDate;
  return (
    <>
      <text x="0" y={y + toName}>
        {name.length > longestName ? `${name.slice(0, longestName - 1)}.` : name}
      </text>
      {registered && last && <line class="was" x1={at(registered) + 3} x2={at(last) - 3} y1={y} y2={y} />}
      {currentStep !== null && aim > today && (
        <line class={`will${tone}`} x1={at(today)} x2={at(aim)} y1={y} y2={y} />
      )}
      {meeting && (
        <path class={decided ? 'meeting held' : 'meeting'} d={`M${at(meeting)} ${y - 7}l7 7-7 7-7-7z`} />
      )}
      {forwarded && (
        <>
          <circle class="sent" cx={at(forwarded)} cy={y} r="7" />
          <path
            d={`M${at(forwarded) - 3.5} ${y}l2.5 2.7 4.5-5`}
            fill="none"
            stroke="var(--sheet)"
            stroke-width="2"
          />
        </>
      )}
      <path
        class={`reply${isLate ? ' late' : ''}`}
        d={`M${at(replyBy)} ${y - 12}v24M${at(replyBy)} ${y - 12}h9l-3 4 3 4h-9z`}
        stroke="currentColor"
        stroke-width="1.5"
      />
      {requestedExtension && <circle class="asked" cx={at(requestedExtension.until)} cy={y} r="7" />}
    </>
  );
};

/** What each mark of the drawing stands for. */
const LEGEND: readonly (readonly [Texts, ComponentChildren])[] = [
  [
    T.done,
    <path
      d="M3 8h22"
      stroke="var(--ds-color-success-base-default)"
      stroke-width="6"
      stroke-linecap="round"
    />,
  ],
  [
    T.left,
    <path d="M3 8h22" stroke="var(--edge)" stroke-width="2" stroke-dasharray="2 5" stroke-linecap="round" />,
  ],
  [T.meeting, <path d="M14 1l7 7-7 7-7-7z" fill="none" stroke="var(--ink)" stroke-width="2" />],
  [
    T.forwarded,
    <>
      <circle cx="14" cy="8" r="6.5" fill="var(--ds-color-success-base-default)" />
      <path d="m10.5 8 2.5 2.7 4.5-5" fill="none" stroke="var(--sheet)" stroke-width="2" />
    </>,
  ],
  [
    T.replyBy,
    <path d="M11 1v14M11 1h9l-3 3.5 3 3.5h-9z" fill="var(--ink)" stroke="var(--ink)" stroke-width="1.5" />,
  ],
  [
    T.asked,
    <circle cx="14" cy="8" r="6" fill="none" stroke="var(--risk)" stroke-width="2" stroke-dasharray="3 2" />,
  ],
];

const Legend = ({ language }: { readonly language: Language }) => (
  <ul class="plain legend" aria-label={T.legend[language]}>
    {LEGEND.map(([words, mark]) => (
      <li>
        <svg viewBox="0 0 28 16" aria-hidden="true">
          {mark}
        </svg>
        {words[language].toLowerCase()}
      </li>
    ))}
  </ul>
);

const Twin = ({ reader, plans }: Props) => {
  const { language } = reader;
  const day = (date: string | null | undefined) => (date ? shortDay(date, reader) : '–');
  const heads = [T.consultee, T.registered, T.meeting, T.forwarded, T.replyBy, T.asked];
  return (
    <CardTable
      caption={T.caption[language]}
      columns={heads.map((head) => head[language])}
      rows={plans.map((plan) => [
        plan.name,
        day(dayOfStep(plan, 'register')),
        day(dayOfStep(plan, 'decide') ?? plan.meetingDate),
        day(dayOfStep(plan, 'forward')),
        day(plan.replyBy),
        day(plan.requestedExtension?.until),
      ])}
    />
  );
};

/** The first day of each month between two days, and the first of the two. */
function monthsIn(from: string, to: string): string[] {
  const months: string[] = [];
  for (let [year, month] = from.split('-').map(Number) as [number, number]; ;) {
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    const first = `${year}-${String(month).padStart(2, '0')}-01`;
    if (first > to) return months;
    months.push(first);
  }
}

const monthInWords = (day: string, language: Language, { month }: Pick<Layout, 'month'>): string =>
  new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { month, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
