import type { ComponentChildren } from 'preact';
import type { AgendaMatterView } from '../../decisions/agenda.dto.js';
import { Day } from '../../markup/day.js';
import { Icon } from '../../markup/icons.js';
import { permits, type Action } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import { HOW } from '../reply/earlier-meetings.js';
import { Move, numberOf, OneButton, OrderForm, PUT_UP, TAKE_OFF } from './meeting-forms.js';
import type { MeetingSeen } from './read-meetings.js';
import { Masked } from '../frame/masked.js';
import type { Reader } from '../frame/staff-frame.js';
import { StateOf, TimeLeft, VerdictOf } from '../frame/time-left.js';
import { STEP_NOUNS } from '../frame/words.js';

const T = {
  reply: { sv: 'svar', en: 'reply' },
  remove: { sv: 'Ta bort', en: 'Take off' },
  up: { sv: 'uppåt', en: 'up' },
  down: { sv: 'nedåt', en: 'down' },
} satisfies Record<string, Texts>;

interface Props {
  readonly reader: Reader;
  readonly seen: MeetingSeen;
  /** Where the forms are sent. */
  readonly path: string;
}

const titleOf = ({ title }: Pick<AgendaMatterView, 'title'>, language: Language): ComponentChildren =>
  title ?? <Masked language={language} />;

/** Whether the reader may take a step of the body's matters; a confidential one may still refuse it. */
export const mayDo = ({ actor }: Reader, body: string, verb: 'schedule' | 'unschedule' | 'decide'): boolean =>
  permits(actor, `consultation.${verb}` satisfies Action, { consultee: body });

const Item = ({
  reader: { language, today },
  matter,
  names,
  mark,
  more,
  actions,
  hinders = true,
}: {
  readonly reader: Reader;
  readonly matter: AgendaMatterView;
  readonly names: MeetingSeen['names'];
  readonly mark: ComponentChildren;
  readonly more: ComponentChildren;
  readonly actions?: ComponentChildren;
  /** Whether what stands in the way is told; not where there is time for it. */
  readonly hinders?: boolean;
}) => {
  const { consultationId, issuer, officerName, replyBy, hindrances, postponements } = matter;
  const last = postponements.findLast(({ takenBack }) => !takenBack);
  return (
    <li id={`arende-${consultationId}`} tabIndex={-1}>
      <span class="nr">{mark}</span>
      <div class="matter">
        <a href={`/svar/${consultationId}`}>{titleOf(matter, language)}</a>
        <p class="ref">
          <span>{numberOf(matter)}</span> {issuer && <span>{names.get(issuer) ?? issuer}</span>}{' '}
          {officerName && <span>{officerName}</span>}{' '}
          <span>
            {T.reply[language]} <Day date={replyBy} language={language} form="list" today={today} />
          </span>
        </p>
        <p class="row">{more}</p>
        {last && (
          <p class="ref">
            {HOW[last.how][language]} {last.organ}{' '}
            <Day date={last.meetingDate} language={language} form="list" today={today} />
            {last.reason && `: ${last.reason}`}
          </p>
        )}
        {hinders && hindrances.length > 0 && (
          <p class="quiet">{hindrances.map(({ detail }) => detail).join(' ')}</p>
        )}
      </div>
      {actions && <div class="row">{actions}</div>}
    </li>
  );
};

/** How far it has come, and what time there is to its next step. */
const Standing = ({
  reader: { language, today },
  matter: { state, plan },
}: {
  readonly reader: Reader;
  readonly matter: AgendaMatterView;
}) => {
  const next = plan?.steps.find(({ done }) => !done);
  return (
    <>
      <StateOf state={state} language={language} />
      {next && next.date !== null && (
        <span>
          <TimeLeft until={next.date} today={today} language={language} />{' '}
          {{ sv: next.date < today ? 'med' : 'till', en: 'for' }[language]} {STEP_NOUNS[next.step][language]}
        </span>
      )}
      {plan?.verdict && plan.verdict !== 'comfortable' && (
        <VerdictOf verdict={plan.verdict} language={language} />
      )}
    </>
  );
};

/** What has to come up at this meeting, its last chance, and is not on an agenda. */
export const Awaited = ({ reader, seen: { agenda, names }, path }: Props) => (
  <ol class="agenda">
    {(agenda.awaited ?? []).map((matter) => {
      const isReady = matter.state === 'approved';
      return (
        <Item
          {...{ reader, matter, names }}
          mark={<Icon name={isReady ? 'alert' : 'clock'} />}
          more={<Standing reader={reader} matter={matter} />}
          actions={
            isReady &&
            mayDo(reader, agenda.body, 'schedule') && (
              <OneButton
                {...{ reader, path, matter }}
                asks={PUT_UP}
                verb={words.consultation.verbs.schedule.todo}
                variant="secondary"
              />
            )
          }
        />
      );
    })}
  </ol>
);

/** What need not come up yet. */
export const Later = ({ reader, seen: { later, names } }: Props) => (
  <ol class="agenda">
    {later.map((matter) => (
      <Item
        {...{ reader, matter, names }}
        hinders={false}
        mark={<Icon name="done" />}
        more={<Standing reader={reader} matter={matter} />}
      />
    ))}
  </ol>
);

/** What is on the agenda, in its order, which the secretary changes a step at a time. */
export const Listed = ({ reader, seen: { agenda, names }, path }: Props) => {
  const matters = agenda.matters ?? [];
  const mayOrder = permits(reader.actor, 'meeting.order-agenda', { body: agenda.body });
  return (
    <>
      {mayOrder && matters.length > 1 && <OrderForm {...{ reader, agenda, path }} />}
      <ol class="agenda">
        {matters.map((matter, at) => (
          <Item
            {...{ reader, matter, names }}
            mark={at + 1}
            more={
              <>
                <Standing reader={reader} matter={matter} />
                {matter.section && <span>§ {matter.section}</span>}
              </>
            }
            actions={
              <>
                {mayOrder && at > 0 && (
                  <Move {...{ reader, matter }} nr={at + 1} way="upp" icon="up" words={T.up} />
                )}
                {mayOrder && at < matters.length - 1 && (
                  <Move {...{ reader, matter }} nr={at + 1} way="ned" icon="down" words={T.down} />
                )}
                {matter.state === 'on-agenda' && mayDo(reader, agenda.body, 'unschedule') && (
                  <OneButton
                    {...{ reader, path, matter }}
                    asks={TAKE_OFF}
                    verb={T.remove}
                    variant="tertiary"
                  />
                )}
              </>
            }
          />
        ))}
      </ol>
    </>
  );
};
