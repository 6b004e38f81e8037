import type { VNode } from 'preact';
import { Empty, Facts } from '../../markup/notices.js';
import { PageHead } from '../../markup/page.js';
import { figureTables, type FigureRow, type FigureTable } from '../../statistics/figure-tables.js';
import type { StatisticsView } from '../../statistics/statistics.dto.js';
import type { Language, Texts } from '../../rules/texts.js';
import { addressOf, Filters } from '../frame/list-parts.js';
import type { Names } from '../frame/read-names.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';

const T = {
  statistics: { sv: 'Statistik', en: 'Statistics' },
  body: { sv: 'Organ', en: 'Body' },
  year: { sv: 'År', en: 'Year' },
  which: { sv: 'Vilka remisser', en: 'Which referrals' },
  asked: { sv: 'Vi har fått', en: 'We were asked' },
  asking: { sv: 'Vi har skickat', en: 'We sent' },
  lead: {
    sv: 'Remisser som skulle besvaras under året. Det som är återkallat räknas inte, och inte heller det du inte får se.',
    en: 'Referrals that were to be answered in the year. What was withdrawn is not counted, nor what you may not see.',
  },
  answerRate: { sv: 'Besvarade', en: 'Answered' },
  inTime: { sv: 'I tid, av de besvarade', en: 'In time, of those answered' },
  extended: { sv: 'Fick anstånd', en: 'Given more time' },
  overdue: { sv: 'Försenade nu', en: 'Overdue now' },
  withdrawn: { sv: 'Återkallade', en: 'Withdrawn' },
  of: { sv: 'av', en: 'of' },
  none: { sv: 'Inget att räkna', en: 'Nothing to count' },
  noneLead: {
    sv: 'Ingen remiss skulle besvaras det året. Välj ett annat år eller organ.',
    en: 'No referral was to be answered that year. Choose another year or body.',
  },
  file: { sv: 'Spara som Excel-fil (CSV)', en: 'Save as a file for Excel (CSV)' },
  ofTable: { sv: 'tabellen', en: 'the table' },
  bar: { sv: 'Stapel', en: 'Bar' },
  legend: { sv: 'Staplarna visar', en: 'The bars show' },
  done: { sv: 'i tid', en: 'in time' },
  late: { sv: 'för sent', en: 'late' },
  rest: { sv: 'inte besvarade', en: 'not answered' },
  scrolls: { sv: 'kan rullas i sidled', en: 'can be scrolled sideways' },
} satisfies Record<string, Texts>;

export interface StatisticsSeen {
  /** Those whose statistics the reader may see. */
  readonly bodies: readonly string[];
  readonly names: Names;
  readonly view: StatisticsView;
}

export const STATISTICS_PATH = '/statistik';
/** The sides as addresses say them. */
export const SIDE_IN_ADDRESS = { asked: 'fatt', asking: 'skickat' } as const;

export const isEmpty = ({ totals }: StatisticsView): boolean => totals.asked + totals.withdrawn === 0;

/** How a body's referrals of a year went, as figures, each table with its bars and as a file. */
export const statisticsPage = (reader: Reader, { bodies, names, view }: StatisticsSeen): VNode => {
  const { language, today } = reader;
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 10 }, (_, back) => String(thisYear + 1 - back));
  const values = { namnd: view.body, ar: String(view.year), vilka: SIDE_IN_ADDRESS[view.side] };
  return staffPage(
    reader,
    { title: `${T.statistics[language]}, ${names.get(view.body) ?? view.body}, ${view.year}` },
    <>
      <PageHead heading={`${T.statistics[language]}: ${names.get(view.body) ?? view.body}`} />
      <p class="lead">{T.lead[language]}</p>
      <Filters
        action={STATISTICS_PATH}
        language={language}
        values={values}
        fields={[
          {
            name: 'namnd',
            label: T.body[language],
            kind: 'choice',
            isSet: true,
            options: bodies.map((code) => [code, names.get(code) ?? code]),
          },
          {
            name: 'ar',
            label: T.year[language],
            kind: 'choice',
            isSet: true,
            options: [...new Set([...years, values.ar])].map((year) => [year, year]),
          },
          {
            name: 'vilka',
            label: T.which[language],
            kind: 'choice',
            isSet: true,
            options: [
              [SIDE_IN_ADDRESS.asked, T.asked[language]],
              [SIDE_IN_ADDRESS.asking, T.asking[language]],
            ],
          },
        ]}
      />
      {isEmpty(view) ? (
        <Empty icon="search" heading={T.none[language]}>
          <p>{T.noneLead[language]}</p>
        </Empty>
      ) : (
        <>
          <Totals view={view} language={language} />
          {figureTables(view, language)
            .filter(({ rows }) => rows.length > 0)
            .map((table) => (
              <Figures
                table={table}
                language={language}
                file={addressOf(`${STATISTICS_PATH}/${table.id}.csv`, values)}
              />
            ))}
        </>
      )}
    </>,
  );
};

const Totals = ({ view, language }: { readonly view: StatisticsView; readonly language: Language }) => {
  const { asked, answered, inTime, late, extended, overdue, withdrawn } = view.totals;
  const share = (part: number, whole: number) =>
    whole === 0 ? '–' : `${Math.round((part / whole) * 100)} % (${part} ${T.of[language]} ${whole})`;
  return (
    <Facts
      lines={[
        [T.answerRate[language], share(answered, asked)],
        [T.inTime[language], share(inTime, inTime + late)],
        [T.extended[language], share(extended, asked)],
        [T.overdue[language], String(overdue)],
        [T.withdrawn[language], String(withdrawn)],
      ]}
    />
  );
};

interface FiguresProps {
  readonly table: FigureTable;
  readonly language: Language;
  /** Where the same is a file. */
  readonly file: string;
}

/** A table whose rows have bars: the bars say nothing that the figures beside them do not. */
const Figures = ({ table, language, file }: FiguresProps) => {
  const { heading, note, columns, rows } = table;
  const id = `tabell-${table.id}`;
  const longest = Math.max(1, ...rows.map(({ bar }) => bar.reduce((sum, [, length]) => sum + length, 0)));
  const parts = new Set(rows.flatMap(({ bar }) => bar.map(([part]) => part)));
  const [name, ...figures] = columns;
  return (
    <section class="stack" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      {note && <p class="quiet">{note}</p>}
      {parts.size > 1 && <Legend language={language} />}
      <div class="fits">
        <div
          class="scroll sheet"
          role="region"
          aria-label={`${heading}, ${T.scrolls[language]}`}
          tabIndex={0}
        >
          <table class="twin" role="table" data-cards>
            <caption class="ds-sr-only">{heading}</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th scope="col" role="columnheader">
                  {name}
                </th>
                <th scope="col" role="columnheader">
                  <span class="ds-sr-only">{T.bar[language]}</span>
                </th>
                {figures.map((figure) => (
                  <th scope="col" role="columnheader" class="num">
                    {figure}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody role="rowgroup">
              {rows.map((row) => (
                <tr role="row">
                  <th scope="row" role="rowheader">
                    {row.name}
                  </th>
                  <td role="cell">
                    <Bar row={row} longest={longest} />
                  </td>
                  {row.figures.map((figure, at) => (
                    <td role="cell" class="num" data-label={figures[at]}>
                      {figure ?? '–'}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p>
        <a href={file} download>
          {T.file[language]}
          <span class="ds-sr-only">
            , {T.ofTable[language]} {heading}
          </span>
        </a>
      </p>
    </section>
  );
};

const Bar = ({ row, longest }: { readonly row: FigureRow; readonly longest: number }) => {
  let drawn = 0;
  return (
    <svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      {row.bar.map(([part, length]) => {
        const [x, width] = [(drawn / longest) * 100, (length / longest) * 100];
        drawn += length;
        return <rect class={part} x={x.toFixed(2)} width={width.toFixed(2)} height="10" />;
      })}
    </svg>
  );
};

/** The colours are those of the bars. */
const LEGEND: readonly (readonly [colour: string, Texts])[] = [
  ['var(--ds-color-success-base-default)', T.done],
  ['var(--ds-color-danger-base-default)', T.late],
  ['var(--ds-color-neutral-border-default)', T.rest],
];

const Legend = ({ language }: { readonly language: Language }) => (
  <ul class="plain legend" aria-label={T.legend[language]}>
    {LEGEND.map(([colour, words]) => (
      <li>
        <svg viewBox="0 0 28 16" aria-hidden="true">
          <rect fill={colour} x="2" y="3" width="24" height="10" rx="3" />
        </svg>
        {words[language]}
      </li>
    ))}
  </ul>
);
