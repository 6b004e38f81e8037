import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import type { AgendaMatterView } from '../../decisions/agenda.dto.js';
import { Button } from '../../markup/buttons.js';
import { Day, dayInWords } from '../../markup/day.js';
import { Checkbox, Hidden, TextField } from '../../markup/fields.js';
import { Empty, Notice } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { MeetingSeen } from './read-meetings.js';
import { pathOf, verbWords, type StepsOfKind } from '../steps/record-steps.js';
import { Results } from '../steps/results.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { CONFIDENTIAL_MATTER } from '../frame/words.js';
import type { Taken } from '../steps/kept-warnings.js';
import { textOf, type Values } from '../steps/shown-step.js';
import { CHOSEN, chosenAs, idsIn, KEPT } from '../steps/take-several.js';

const T = {
  meetings: { sv: 'Sammanträden', en: 'Meetings' },
  heading: { sv: 'Justera och expediera flera', en: 'Confirm and forward several' },
  confirm: { sv: 'Att justera', en: 'To confirm' },
  forward: { sv: 'Att expediera', en: 'To forward' },
  confirmedOn: { sv: 'Justerat den', en: 'Confirmed on' },
  hint: {
    sv: 'Senast 14 dagar efter sammanträdet (5 kap. 69 § kommunallagen).',
    en: 'No later than 14 days after the meeting (Local Government Act 5:69).',
  },
  immediate: {
    sv: 'Paragraferna justerades omedelbart, på sammanträdet',
    en: 'Confirmed at once, at the meeting',
  },
  forwardedOn: { sv: 'Expedierat den', en: 'Forwarded on' },
  reply: { sv: 'svar senast', en: 'reply by' },
  marked: { sv: 'de markerade', en: '(those marked)' },
  nothing: { sv: 'Inget att justera eller expediera', en: 'Nothing to confirm or forward' },
  nothingMore: {
    sv: 'Beslut hamnar här när du har fört in dem.',
    en: 'Decisions come here once you have recorded them.',
  },
  back: { sv: 'Till sammanträdet', en: 'To the meeting' },
} satisfies Record<string, Texts>;

/** The steps that are taken of several matters of a meeting, with the day that each asks for. */
const SETTLED = {
  confirm: { state: 'decided', heading: T.confirm, day: 'confirmedOn', label: T.confirmedOn },
  forward: { state: 'confirmed', heading: T.forward, day: 'forwardedOn', label: T.forwardedOn },
} as const;
export type SettledVerb = keyof typeof SETTLED;
export const isSettledVerb = (verb: string): verb is SettledVerb => Object.hasOwn(SETTLED, verb);

export interface SettlingProps {
  readonly reader: Reader;
  readonly seen: MeetingSeen;
  readonly path: string;
  readonly steps: StepsOfKind;
  /** What became of those that a step was asked for. */
  readonly results: readonly Taken[];
  readonly verb: string | undefined;
  /** The form as it was sent, when it is shown again. */
  readonly typed?: Values | undefined;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
}

interface StepProps extends SettlingProps {
  readonly step: SettledVerb;
  readonly matters: readonly AgendaMatterView[];
  /** Those that are not marked, in this step or another. */
  readonly left: readonly string[];
}

/** Names what is not marked, in the form of either step. */
const LEFT = 'lamnade';

/** The minutes of a meeting confirmed and its statements forwarded, a row each. */
export const settlingPage = (props: SettlingProps): VNode => {
  const { reader, seen, path, results, verb, again } = props;
  const { language, today } = reader;
  const { agenda, names } = seen;
  const board = `${names.get(agenda.body) ?? agenda.body} ${dayInWords(agenda.date, language, 'sentence', today)}`;
  const open = (Object.keys(SETTLED) as SettledVerb[]).flatMap((each) => {
    const matters = (agenda.matters ?? []).filter(({ state }) => state === SETTLED[each].state);
    return matters.length > 0 ? [[each, matters] as const] : [];
  });
  const left = open.flatMap(([each, matters]) =>
    matters.map((matter) => matter.consultationId).filter((id) => !isMarked(props, each, id)),
  );
  return staffPage(
    reader,
    { title: `${T.heading[language]}, ${board}`, section: 'sammantraden', width: 'text' },
    <>
      <Crumbs
        language={language}
        way={[
          [T.meetings[language], '/sammantraden'],
          [board, path],
        ]}
        here={T.heading[language]}
      />
      <PageHead heading={T.heading[language]} />
      {again !== undefined && (
        <Notice tone={typeof again === 'object' ? 'danger' : 'info'}>
          <p>{typeof again === 'object' ? wrongIn(again, language) : KEPT[language]}</p>
        </Notice>
      )}
      {verb !== undefined && <Results {...{ language, results }} verb={verb} />}
      {open.map(([each, matters]) => (
        <Step {...props} step={each} matters={matters} left={left} />
      ))}
      {open.length === 0 && (
        <Empty heading={T.nothing[language]}>
          <p>{T.nothingMore[language]}</p>
        </Empty>
      )}
      <p>
        <a href={path}>{T.back[language]}</a>
      </p>
    </>,
  );
};

const wrongIn = ({ invalid, reasons, detail }: DomainError, language: Language): string =>
  [...reasons, ...invalid].map((each) => each.detail[language]).join(' ') || detail[language];

/**
 * All are marked on a first visit; of what was sent only what was marked, and of what has been done only what failed.
 * What was not marked stays so when the other step is taken.
 */
function isMarked(props: SettlingProps, step: SettledVerb, id: string): boolean {
  const { results, verb, typed } = props;
  if (verb === step) return results.some((each) => each.id === id && each.why !== null);
  if (typed === undefined) return verb === undefined;
  return isSent(props, step) ? idsIn(typed).has(id) : !String(typed[LEFT]).includes(id);
}

const isSent = ({ typed, steps }: SettlingProps, step: SettledVerb): boolean =>
  typed?.['gor'] === pathOf(steps, step);

const Step = (props: StepProps) => {
  const { path, steps, step, matters, left } = props;
  const { language, today, token } = props.reader;
  const { heading, day, label } = SETTLED[step];
  const typed = isSent(props, step) ? props.typed! : { [day]: today };
  return (
    <Sheet id={step} heading={heading[language]}>
      <form class="stack" method="post" action={`${path}/justera`} novalidate>
        <Hidden
          values={{ _token: token, _key: randomUUID(), gor: pathOf(steps, step)!, [LEFT]: left.join(' ') }}
        />
        {matters.map((matter) => (
          <Choose matter={matter} checked={!left.includes(matter.consultationId)} language={language}>
            {T.reply[language]} <Day date={matter.replyBy} language={language} form="list" today={today} />
          </Choose>
        ))}
        <TextField
          name={day}
          label={label[language]}
          hint={step === 'confirm' ? T.hint[language] : undefined}
          type="date"
          short
          value={textOf(typed[day]) ?? ''}
        />
        {step === 'confirm' && (
          <Checkbox name="immediate" label={T.immediate[language]} checked={typed['immediate'] === 'true'} />
        )}
        <div class="row">
          <Button main={step === 'confirm'} variant={step === 'confirm' ? undefined : 'secondary'}>
            {verbWords('consultation', step)[language]} {T.marked[language]}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};

const Choose = ({
  matter: { consultationId, version, section, ownCaseNumber, caseNumber, title },
  checked,
  language,
  children,
}: {
  readonly matter: AgendaMatterView;
  readonly checked: boolean;
  readonly language: Language;
  readonly children: ComponentChildren;
}) => (
  <div class="ds-field">
    <input
      class="ds-input"
      type="checkbox"
      id={`val-${consultationId}`}
      name={`${CHOSEN}[]`}
      value={chosenAs(consultationId, version)}
      checked={checked}
    />
    <label class="ds-label" data-weight="regular" for={`val-${consultationId}`}>
      {[section && `§ ${section}`, ownCaseNumber ?? caseNumber, title ?? CONFIDENTIAL_MATTER[language]]
        .filter(Boolean)
        .join(', ')}
    </label>
    <p data-field="description">{children}</p>
  </div>
);
