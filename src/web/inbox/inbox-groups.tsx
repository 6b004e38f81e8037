import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import { LinkButton } from '../../markup/buttons.js';
import { dayInWords } from '../../markup/day.js';
import type { GroupProps, MatterProps } from '../../markup/worklist.js';
import { addDays } from '../../rules/civil-date.js';
import { isAtRisk } from '../../rules/planning.js';
import type { Language } from '../../rules/texts.js';
import { meetingsPath } from '../meetings/meeting-address.js';
import { markedOf, pickOf, severalOf, WithSeveral, type InboxShown } from './inbox-several.js';
import { matterOf, todoOf } from './queue-matters.js';
import type { Inbox, Queue } from './read-inbox.js';
import { pathOf } from '../steps/record-steps.js';
import { outMatter } from '../browse/referrals-page.js';
import { handledBy } from '../frame/read-names.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';

const T = {
  extensions: t('Anstånd att avgöra', 'Extensions to settle'),
  late: t('Försenat', 'Late'),
  soon: t('Nu och nästa vecka', 'Now and next week'),
  later: t('Senare', 'Later'),
  left: t('Fördela på nytt: handläggaren har slutat', 'Assign anew: the officer has left'),
  lateHere: t('Försenat hos oss', 'Late at our body'),
  drafts: t('Remisser att kontrollera och skicka', 'Referrals to check and send'),
  check: t('Kontrollera', 'Check'),
  shown: t('de första visas', 'the first are shown'),
  enter: t('För in besluten från sammanträdet', 'Record the decisions of the meeting of'),
  meeting: t('Visa sammanträdet', 'Show the meeting'),
};

type Rows = readonly WorklistRowView[];

const WHEN = ['late', 'soon', 'later'] as const;
type When = (typeof WHEN)[number];

/** A group before its rows are drawn; the first row of the first group has the one filled button of the page. */
interface Planned extends Omit<GroupProps, 'matters'> {
  readonly rows: readonly ((isFirst: boolean) => MatterProps)[];
}

/**
 * What is to be done. Whoever asks for more time waits for the answer: that comes before all else. What an officer is to
 * write stands by when; all else by what is to be done.
 */
export function groupsToDo(inbox: Inbox, reader: Reader, shown: InboxShown): GroupProps[] {
  const planned = [
    extensionsIn(inbox, reader, shown),
    ...inbox.queues.flatMap((queue) => [
      ...(queue.verb === 'submit'
        ? byTime(queue, reader, shown)
        : queue.verb === 'decide'
          ? byMeeting(queue, inbox, reader, shown)
          : [ofVerb(queue, inbox, reader, shown)]),
      ...(queue.verb === 'acknowledge' ? [draftsIn(inbox, reader)] : []),
      ...(queue.verb === 'assign' ? [leftIn(inbox, reader, shown), overdueIn(inbox, reader, shown)] : []),
    ]),
  ].filter(({ rows }) => rows.length > 0);
  return planned.map(({ rows, ...group }, place) => ({
    ...group,
    matters: rows.map((draw, index) => draw(place === 0 && index === 0)),
  }));
}

/** How many of those are late that are shown. */
export const lateAmong = (inbox: Inbox, today: string): number =>
  new Set([
    ...inbox.overdue.rows.map(({ id }) => id),
    ...inbox.queues
      .filter(({ verb }) => verb === 'submit')
      .flatMap(({ rows }) => rows.filter((row) => isLate(row, today)).map(({ id }) => id)),
  ]).size;

export const countOfShown = (shown: number, total: number, language: Language): string =>
  shown < total ? `${total}, ${T.shown[language]}` : String(total);

const drawn =
  (reader: Reader, shown: InboxShown, asksForTime = false) =>
  (row: WorklistRowView) =>
  (isFirst: boolean): MatterProps =>
    matterOf(row, reader, shown, { isFirst, asksForTime });

function extensionsIn({ extensions: { total, rows } }: Inbox, reader: Reader, shown: InboxShown): Planned {
  return {
    id: 'ko-anstand',
    heading: T.extensions[reader.language],
    count: countOfShown(rows.length, total, reader.language),
    rows: rows.map(drawn(reader, shown, true)),
  };
}

/** By the day of the next step, or to reply. */
const dayOf = ({ nextBy, replyBy }: WorklistRowView): string => nextBy ?? replyBy;

const isLate = (row: WorklistRowView, today: string): boolean => row.overdue || dayOf(row) < today;

/** What is to be written: what is late, what is at risk or to be done by the Sunday of next week, and the rest. */
function byTime(
  { rows, total }: Pick<Queue, 'rows' | 'total'>,
  reader: Reader,
  shown: InboxShown,
): Planned[] {
  const { language, today } = reader;
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  const soon = addDays(today, 14 - weekday);
  const sorted = rows.toSorted((one, other) => dayOf(one).localeCompare(dayOf(other)));
  const whenOf = (row: WorklistRowView): When =>
    isLate(row, today) ? 'late' : dayOf(row) <= soon || isAtRisk(row.verdict) ? 'soon' : 'later';
  const groups = WHEN.map((when) => [when, sorted.filter((row) => whenOf(row) === when)] as const);
  const last = groups.findLast(([, these]) => these.length > 0)?.[0];
  return groups.map(([name, these]) => ({
    id: `ko-skriv-${name}`,
    heading: T[name][language],
    count:
      name === last && rows.length < total
        ? `${these.length}, ${inAll(rows.length, total, language)}`
        : String(these.length),
    isLate: name === 'late',
    rows: these.map(drawn(reader, shown)),
  }));
}

const inAll = (shown: number, total: number, language: Language): string =>
  language === 'en' ? `the first ${shown} of ${total} are shown` : `de första ${shown} av ${total} visas`;

function ofVerb(queue: Queue, inbox: Inbox, reader: Reader, shown: InboxShown): Planned {
  const { verb, total, rows } = queue;
  const { language } = reader;
  const several = severalOf(verb, rows);
  const path = pathOf(shown.steps, verb) ?? verb;
  const marked = markedOf(several, path, shown);
  const draw = drawn(reader, shown);
  return {
    id: `ko-${path}`,
    heading: `${todoOf(verb)[language]}${verb === 'schedule' ? nextAgenda(rows, inbox, reader) : ''}`,
    count: countOfShown(rows.length, total, language),
    actions: several.length > 0 && (
      <WithSeveral {...{ reader, verb, path }} address="/inkorg" count={several.length} />
    ),
    rows: rows.map((row) => (isFirst) => ({
      ...draw(row)(isFirst),
      pick: several.includes(row) ? pickOf(row, path, marked) : undefined,
    })),
  };
}

/** What a meeting has decided, to be entered: each meeting by itself, with the way to its page. */
function byMeeting(
  { rows, total }: Pick<Queue, 'rows' | 'total'>,
  { held }: Inbox,
  reader: Reader,
  shown: InboxShown,
): Planned[] {
  const { actor, language, today } = reader;
  const draw = drawn(reader, shown);
  return held.map(({ id, body, date, organ, matters }, at) => {
    const these = rows.filter((row) => matters.includes(row.id));
    const day = dayInWords(date, language, 'sentence', today);
    const whose = [organ, actor.staffOf.length > 1 ? body : null].filter(Boolean);
    return {
      id: `ko-beslut-${id}`,
      heading: [`${T.enter[language]} ${day}`, ...whose].join(', '),
      count:
        at === held.length - 1 && rows.length < total
          ? `${these.length}, ${inAll(rows.length, total, language)}`
          : String(these.length),
      actions: (
        <LinkButton
          dense
          variant="tertiary"
          href={`${meetingsPath(body)}/${id}`}
          label={`${T.meeting[language]}, ${day}`}
        >
          {T.meeting[language]}
        </LinkButton>
      ),
      rows: these.map(draw),
    };
  });
}

/** ` till 13 december, listan stänger 29 november`, where all of it goes to the same body's next meeting. */
function nextAgenda(rows: Rows, { meetings }: Inbox, { language, today }: Reader): string {
  const [body, ...others] = new Set(rows.map(({ consultee }) => consultee));
  const next = meetings.find(
    (meeting) => meeting.body === body && meeting.organ === null && meeting.closesOn >= today,
  );
  if (!next || others.length > 0) return '';
  const [meets, closes] = [next.date, next.closesOn].map((day) => dayInWords(day, language, 'list', today));
  return language === 'en'
    ? ` for ${meets}, the agenda closes ${closes}`
    : ` till ${meets}, listan stänger ${closes}`;
}

/** What nobody writes any more, at the bodies that the reader is the head of: whoever was to has left. */
export const leftAmong = ({ open }: Inbox, { gone }: InboxShown): Rows =>
  open.rows.filter((row) => row.state === 'drafting' && gone.has(handledBy(row)));

function leftIn(inbox: Inbox, reader: Reader, shown: InboxShown): Planned {
  const rows = leftAmong(inbox, shown);
  return {
    id: 'ko-handlaggaren-har-slutat',
    heading: T.left[reader.language],
    count: String(rows.length),
    isLate: true,
    rows: rows.map(drawn(reader, shown)),
  };
}

/** What is late at a body, whoever's turn it is, for its head: what stands under another heading stands there. */
function overdueIn(inbox: Inbox, reader: Reader, shown: InboxShown): Planned {
  const { overdue, queues } = inbox;
  const above = new Set(
    [...queues.flatMap(({ rows }) => rows), ...leftAmong(inbox, shown)].map(({ id }) => id),
  );
  const rows = overdue.rows.filter(({ id }) => !above.has(id));
  const hidden = overdue.rows.length - rows.length;
  return {
    id: 'ko-forsenat-hos-oss',
    heading: T.lateHere[reader.language],
    count: countOfShown(rows.length, overdue.total - hidden, reader.language),
    isLate: true,
    rows: rows.map(drawn(reader, shown)),
  };
}

/** Drafts that the reader is to send. */
function draftsIn({ drafts: { total, rows } }: Inbox, reader: Reader): Planned {
  const { language } = reader;
  return {
    id: 'ko-utkast',
    heading: T.drafts[language],
    count: countOfShown(rows.length, total, language),
    rows: rows.map((row) => (isFirst) => ({
      ...outMatter(row, reader),
      go: (
        <LinkButton
          dense
          variant={isFirst ? undefined : 'secondary'}
          href={`/remisser/${row.id}/utkast/kontrollera`}
          label={`${T.check[language]}, ${row.caseNumber}`}
        >
          {T.check[language]}
        </LinkButton>
      ),
    })),
  };
}
