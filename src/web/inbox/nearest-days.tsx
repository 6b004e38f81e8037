import { dayInWords } from '../../markup/day.js';
import type { CalendarMeeting } from '../meetings/read-meetings.js';
import { addDays } from '../../rules/civil-date.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { WorklistRowView } from '../../consultations/consultations.dto.js';
import type { NextStepName } from '../../rules/planning.js';
import { meetingPath } from '../meetings/meeting-address.js';
import type { Inbox } from './read-inbox.js';
import type { Reader } from '../frame/staff-frame.js';
import { CONFIDENTIAL_MATTER } from '../frame/words.js';
import { t } from '../steps/step-field.js';

/** What of a matter's plan is to be done by a day; its meeting and the agenda of that have lines of their own. */
const STEPS: Readonly<Partial<Record<NextStepName, Texts>>> = {
  register: t('Remissen registrerad', 'Referral registered'),
  assign: t('Handläggare utsedd', 'Officer assigned'),
  draft: t('Utkast klart', 'Draft ready'),
  approve: t('Utkastet granskat', 'Draft reviewed'),
  confirm: t('Protokollet justerat', 'Minutes confirmed'),
  forward: t('Yttrandet expedierat', 'Statement dispatched'),
};

const T = {
  days: t('Närmaste dagarna', 'The next days'),
  calendar: t('Ha dagarna i din kalender', 'Have the days in your calendar'),
  reply: t('Sista svarsdag', 'Last day to reply'),
  meets: t('sammanträder', 'meets'),
};

/** No more than stand beside the list without pushing it down on a phone. */
const SHOWN = 5;

interface NearestDay {
  readonly date: string;
  readonly what: string;
  readonly about: string;
  readonly href: string;
}

/**
 * What the next days have in store for the reader, from what the inbox has read: the steps of their own matters and of
 * what they are to do at their body, its meetings and when the agendas close, and when their referrals are to be answered.
 */
export const NearestDays = ({ reader, inbox }: { readonly reader: Reader; readonly inbox: Inbox }) => {
  const { language } = reader;
  const days = daysAhead(inbox, reader);
  if (days.length === 0) return null;
  return (
    <aside class="week" aria-labelledby="dagar" data-live="dagar">
      <h2 id="dagar">{T.days[language]}</h2>
      <ol class="plain">
        {days.map(({ date, what, about, href }) => (
          <li>
            <Leaf date={date} language={language} />
            <div>
              <p>
                <a href={href}>{what}</a>
              </p>
              {about !== '' && <p class="ref">{about}</p>}
            </div>
          </li>
        ))}
      </ol>
      <p>
        <a href="/mitt/kalender">{T.calendar[language]}</a>
      </p>
    </aside>
  );
};

/** The day of the month, and below it `mån nov`. */
const Leaf = ({ date, language }: { readonly date: string; readonly language: Language }) => {
  const [weekday, day, month] = dayInWords(date, language, 'list').split(' ');
  return (
    <time dateTime={date}>
      <b>{day}</b>
      {weekday} {month}
    </time>
  );
};

/** What comes first of them. */
export const nearestDay = (inbox: Inbox, reader: Reader): NearestDay | undefined =>
  daysAhead(inbox, reader)[0];

function daysAhead(inbox: Inbox, reader: Reader): NearestDay[] {
  const matters = new Map(
    [...inbox.queues.flatMap(({ rows }) => rows), ...inbox.waiting.rows].map((row) => [row.id, row]),
  );
  const days = [
    ...[...matters.values()].flatMap((row) => stepOf(row, reader)),
    ...inbox.meetings.flatMap((meeting) => daysOfMeeting(meeting, reader)),
    ...inbox.out.rows.flatMap(({ id, title, replyBy }) =>
      replyBy === null
        ? []
        : [
            {
              date: replyBy,
              what: T.reply[reader.language],
              about: named(title, reader),
              href: `/remisser/${id}`,
            },
          ],
    ),
  ];
  const told = new Map<string, NearestDay[]>();
  for (const day of days) {
    const same = `${day.date} ${day.what}`;
    told.set(same, [...(told.get(same) ?? []), day]);
  }
  return [...told.values()]
    .map(([first, ...others]) => ({ ...first!, about: withOthers(first!.about, others.length, reader) }))
    .filter(({ date }) => date >= reader.today)
    .sort((one, other) => one.date.localeCompare(other.date))
    .slice(0, SHOWN);
}

function stepOf({ id, title, nextStep, nextBy }: WorklistRowView, reader: Reader): NearestDay[] {
  const what = nextStep && STEPS[nextStep]?.[reader.language];
  if (!what || nextBy === null) return [];
  return [{ date: nextBy, what, about: named(title, reader), href: `/svar/${id}` }];
}

function daysOfMeeting(meeting: CalendarMeeting, { language, today }: Reader): NearestDay[] {
  const { body, organ, date, closesOn } = meeting;
  const who = organ === null ? body : `${organ}, ${body}`;
  const href = meetingPath(meeting);
  const day = dayInWords(date, language, 'list', today);
  const closes = language === 'en' ? `The agenda of ${body} closes` : `${body}:s föredragningslista stänger`;
  return [
    {
      date: closesOn,
      what: closes,
      about: language === 'en' ? `for the meeting of ${day}` : `för sammanträdet ${day}`,
      href,
    },
    { date, what: `${who} ${T.meets[language]}`, about: '', href },
  ];
}

/** `Cykelplan och 2 till`, where the same is to be done by the same day. */
const withOthers = (about: string, others: number, { language }: Reader): string =>
  others === 0
    ? about
    : `${about} ${{ sv: `och ${others} till`, en: `and ${others} more` }[language]}`.trim();

const named = (title: string | null, { language }: Reader): string => title ?? CONFIDENTIAL_MATTER[language];

/** `Tekniska servicenämnden sammanträdde i går.`, of the meeting whose decisions are to be entered, the latest. */
export function metInWords(held: Inbox['held'], { language, today }: Reader): string {
  const latest = held.at(-1);
  if (!latest) return '';
  const { date, organ, bodyName } = latest;
  const day = dayInWords(date, language, 'sentence', today);
  const when =
    date === today
      ? { sv: 'i dag', en: 'today' }
      : date === addDays(today, -1)
        ? { sv: 'i går', en: 'yesterday' }
        : { sv: day, en: `on ${day}` };
  const met = { sv: 'sammanträdde', en: 'met' }[language];
  return `${organ ?? bodyName} ${met} ${when[language]}. `;
}
