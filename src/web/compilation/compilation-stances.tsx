import type { CompilationView, CompiledConsulteeView } from '../../compilation/compilation.dto.js';
import { Day } from '../../markup/day.js';
import { Flag } from '../../markup/marks.js';
import { Sheet } from '../../markup/page.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import { STANCES, type Stance } from '../../rules/stance.js';
import type { Texts } from '../../rules/texts.js';
import { stanceWords, words } from '../../rules/words.js';
import type { Reader } from '../frame/staff-frame.js';
import { CAME_LATE } from '../frame/words.js';

const T = {
  heading: { sv: 'Vad de tycker', en: 'What they think' },
  caption: { sv: 'Ställningstaganden', en: 'Stances' },
  stance: { sv: 'Ställning', en: 'Stance' },
  count: { sv: 'Antal', en: 'Number' },
  who: { sv: 'Vilka', en: 'Who' },
  missing: { sv: 'Inget svar än', en: 'No reply yet' },
  declined: { sv: 'Avböjt att svara', en: 'Declined to reply' },
  unknownDay: { sv: 'dagen är inte känd', en: 'the day is not known' },
  masked: { sv: 'Sekretess, visas inte här', en: 'Confidential, not shown here' },
  notShown: { sv: 'Visas inte här', en: 'Not shown here' },
  overdue: { sv: 'Försenat', en: 'Overdue' },
  until: { sv: 'Anstånd till', en: 'Extension until' },
  unasked: { sv: 'svarade utan att vara tillfrågad', en: 'replied without having been asked' },
  steps: { sv: 'Alla remissinstanser, steg för steg', en: 'All consultees, step by step' },
} satisfies Record<string, Texts>;

/** Each has a shade of its own; no colour of time. */
const SHADES: Readonly<Record<Stance, string>> = {
  supports: 's1',
  grant: 's1',
  'supports-with-comments': 's2',
  'no-objection': 's3',
  'deemed-answered': 's3',
  rejects: 's4',
  refuse: 's4',
  abstains: 's5',
  'not-stated': 's5',
};
const NOTHING = 's0';
const WIDTH = 700;

export const hasReplied = ({ state }: CompiledConsulteeView): boolean =>
  state === 'forwarded' || state === 'received';

interface Line {
  readonly words: string;
  readonly shade: string;
  readonly who: readonly CompiledConsulteeView[];
}

/** How many think what, drawn; the table under it says the same, with who they are and who is missing. */
export const Stances = ({
  reader,
  view,
  isShared = false,
}: {
  readonly reader: Reader;
  readonly view: CompilationView;
  /** A version that was shared does not say why a reply is not shown in it. */
  readonly isShared?: boolean;
}) => {
  const { language } = reader;
  const lines = linesOf(view, reader, isShared).filter(({ who }) => who.length > 0);
  const total = lines.reduce((sum, { who }) => sum + who.length, 0);
  return (
    <Sheet id="stallning" heading={T.heading[language]}>
      <Bar lines={lines} total={total} />
      <table class="twin" role="table" data-fold>
        <caption class="ds-sr-only">{T.caption[language]}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {T.stance[language]}
            </th>
            <th scope="col" role="columnheader" class="num">
              {T.count[language]}
            </th>
            <th scope="col" role="columnheader">
              {T.who[language]}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {lines.map((line) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                <svg class="key" viewBox="0 0 12 12" aria-hidden="true">
                  <rect class={line.shade} width="12" height="12" />
                </svg>
                {line.words}
              </th>
              <td role="cell" class="num">
                {line.who.length}
              </td>
              <td role="cell">
                <ul class="plain">
                  {line.who.map((consultee) => (
                    <li class="row">
                      {consultee.consulteeName} <Remark consultee={consultee} reader={reader} />
                    </li>
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={`/remisser/${view.referralId}?oppna=ja`}>{T.steps[language]}</a>
      </p>
    </Sheet>
  );
};

function linesOf({ consultees }: CompilationView, { language }: Reader, isShared: boolean): Line[] {
  const replied = consultees.filter(hasReplied);
  const of = (...states: readonly string[]) => consultees.filter(({ state }) => states.includes(state));
  return [
    ...STANCES.map((stance) => ({
      words: stanceWords[stance][language],
      shade: SHADES[stance],
      who: replied.filter((each) => !each.masked && (each.stance ?? 'not-stated') === stance),
    })),
    {
      words: (isShared ? T.notShown : T.masked)[language],
      shade: NOTHING,
      who: replied.filter(({ masked }) => masked),
    },
    { words: T.missing[language], shade: NOTHING, who: of(...UNANSWERED_STATES) },
    { words: T.declined[language], shade: NOTHING, who: of('declined') },
    { words: words.consultation.states['no-reply'][language], shade: NOTHING, who: of('no-reply') },
    { words: words.consultation.states.withdrawn[language], shade: NOTHING, who: of('withdrawn') },
  ];
}

const Bar = ({ lines, total }: { readonly lines: readonly Line[]; readonly total: number }) => {
  let from = 0;
  return (
    <svg
      class="stances"
      viewBox={`0 0 ${WIDTH} 36`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {lines.map(({ shade, who }) => {
        const width = (who.length / total) * WIDTH;
        const x = from;
        from += width;
        return (
          <rect class={shade} x={x.toFixed(1)} width={Math.max(0, width - 1.5).toFixed(1)} height="36" />
        );
      })}
    </svg>
  );
};

/** What to know of when a consultee replies, or replied. */
const Remark = ({
  consultee: { overdue, late, unasked, state, replyBy, originalReplyBy, declinedOn, masked },
  reader: { language, today },
}: {
  readonly consultee: CompiledConsulteeView;
  readonly reader: Reader;
}) => (
  <>
    {overdue && <Flag tone="late">{T.overdue[language]}</Flag>}
    {late && <Flag tone="late">{CAME_LATE[language]}</Flag>}
    {!overdue && UNANSWERED_STATES.includes(state) && replyBy > originalReplyBy && (
      <Flag icon="clock">
        {T.until[language]} <Day date={replyBy} language={language} form="list" today={today} />
      </Flag>
    )}
    {state === 'declined' && declinedOn && (
      <Flag icon="clock">
        <Day date={declinedOn} language={language} form="list" today={today} />
      </Flag>
    )}
    {state === 'declined' && declinedOn === null && !masked && <Flag>{T.unknownDay[language]}</Flag>}
    {unasked && <Flag>{T.unasked[language]}</Flag>}
  </>
);
