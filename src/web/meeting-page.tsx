import type { VNode } from 'preact';
import { LinkButton } from '../markup/buttons.js';
import { Day, dayInWords } from '../markup/day.js';
import { Icon } from '../markup/icons.js';
import { Time } from '../markup/marks.js';
import { Facts, Notice } from '../markup/notices.js';
import { Crumbs, Sheet } from '../markup/page.js';
import { addDays } from '../rules/civil-date.js';
import type { DomainError } from '../rules/problem.js';
import type { Language, Texts } from '../rules/texts.js';
import { workingDaysBetween } from '../rules/working-days.js';
import { Happened } from './happened.js';
import { meetingPath, meetingsPath } from './meeting-address.js';
import { Awaited, Later, Listed, mayDo } from './meeting-matters.js';
import { mattersInWords } from './meetings-page.js';
import type { Opened } from './open-record.js';
import type { MeetingSeen } from './read-meetings.js';
import { staffPage, type Reader } from './staff-frame.js';
import { daysInWords, StateOf, toneOfDays } from './time-left.js';

const T = {
  meetings: { sv: 'Sammanträden', en: 'Meetings' },
  closes: { sv: 'Listan stänger', en: 'The agenda closes' },
  closed: { sv: 'Listan stängde', en: 'The agenda closed' },
  awaited: { sv: 'Måste upp på det här sammanträdet', en: 'Has to come up at this meeting' },
  agenda: { sv: 'Föredragningslista', en: 'Agenda' },
  nothing: { sv: 'Inget är uppsatt än.', en: 'Nothing is on the agenda yet.' },
  nothingWas: { sv: 'Inget var uppsatt.', en: 'Nothing was on the agenda.' },
  later: { sv: 'Kan vänta till', en: 'Can wait until' },
  aLaterMeeting: { sv: 'ett senare sammanträde', en: 'a later meeting' },
  days: { sv: 'Dagar för sammanträdet', en: 'Days of the meeting' },
  meeting: { sv: 'Sammanträde', en: 'Meeting' },
  confirmBy: { sv: 'Justeras senast', en: 'To be confirmed by' },
  law: { sv: '14 dagar (5 kap. 69 § kommunallagen)', en: '14 days (Local Government Act 5:69)' },
  who: { sv: 'Vem', en: 'Who' },
  time: { sv: 'Tid', en: 'Time' },
  place: { sv: 'Plats', en: 'Place' },
  decided: { sv: 'Det som beslutades', en: 'What was decided' },
  noneDecided: {
    sv: 'Här visas besluten när sekreteraren har fört in dem.',
    en: 'The decisions are shown here once the secretary has entered them.',
  },
  confidential: { sv: 'Sekretessmarkerat ärende', en: 'Confidential matter' },
  notDone: { sv: 'Det gick inte att göra', en: 'It could not be done' },
  stale: {
    sv: 'Någon har ändrat listan medan du tittade på den. Så här ser den ut nu. Gör om det om det fortfarande ska gälla.',
    en: 'Somebody changed the agenda while you looked at it. This is how it is now. Do it again if it still is to hold.',
  },
  kept: {
    sv: 'Du loggades ut innan det hann skickas. Gör om det.',
    en: 'You were signed out before it was sent. Do it again.',
  },
  yourNext: { sv: 'Nästa steg för dig', en: 'Your next step' },
  enter: { sv: 'För in besluten', en: 'Record the decisions' },
  left: { sv: 'beslut att föra in', en: 'decisions to record' },
  settle: { sv: 'Justera och expediera', en: 'Confirm and forward' },
  toConfirm: { sv: 'beslut att justera', en: 'decisions to confirm' },
  toForward: { sv: 'yttranden att expediera', en: 'statements to forward' },
  putUp: {
    sv: 'Sätt upp det som måste upp, annars blir svaret sent',
    en: 'Put up what has to come up, or the reply is late',
  },
  toAwaited: { sv: 'Visa vad som måste upp', en: 'Show what has to come up' },
} satisfies Record<string, Texts>;

export type MeetingProps = Opened & {
  readonly seen: MeetingSeen;
  readonly path: string;
  /** Why a change was not made. */
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
};

/** One meeting: what has to come up, what is on the agenda, and what can wait. */
export const meetingPage = (props: MeetingProps): VNode => {
  const { reader, seen } = props;
  const { language, today } = reader;
  const { agenda, names, later, around } = seen;
  const board = names.get(agenda.body) ?? agenda.body;
  const day = dayInWords(agenda.date, language, 'sentence', today);
  const isStaff = agenda.matters !== null;
  const next = around.find(({ date, organ }) => date > agenda.date && organ === null);
  return staffPage(
    reader,
    { title: [board, agenda.organ, day].filter(Boolean).join(', '), section: 'sammantraden' },
    <>
      <Crumbs
        language={language}
        way={[
          [T.meetings[language], '/sammantraden'],
          [board, meetingsPath(agenda.body)],
        ]}
        here={day}
      />
      <Head {...props} board={board} />
      <Happened {...props} />
      <NotDone {...props} />
      <Next {...props} />
      <div class="beside">
        <div>
          {isStaff && agenda.awaited!.length > 0 && (
            <Sheet id="maste" heading={T.awaited[language]}>
              <Awaited {...props} />
            </Sheet>
          )}
          {isStaff && (
            <Sheet id="lista" heading={T.agenda[language]}>
              {agenda.matters!.length === 0 ? (
                <p class="quiet">{(agenda.date < today ? T.nothingWas : T.nothing)[language]}</p>
              ) : (
                <Listed {...props} />
              )}
            </Sheet>
          )}
          {later.length > 0 && agenda.date >= today && (
            <Sheet
              id="kan"
              heading={`${T.later[language]} ${next ? dayInWords(next.date, language, 'sentence', today) : T.aLaterMeeting[language]}`}
            >
              <Later {...props} />
            </Sheet>
          )}
          {!isStaff && <Decided reader={reader} seen={seen} />}
        </div>
        <aside>
          <Days reader={reader} seen={seen} />
          <Around reader={reader} seen={seen} />
        </aside>
      </div>
    </>,
  );
};

const Head = ({
  reader: { language, today },
  seen: { agenda, closesOn },
  board,
}: MeetingProps & { board: string }) => {
  const { date, organ } = agenda;
  const isAhead = date >= today;
  return (
    <header class="page-head meeting-day">
      <p class="leaf" aria-hidden="true">
        <span>{partOf(date, language, { month: 'long' })}</span>
        <b>{Number(date.slice(8))}</b>
        <small>{partOf(date, language, { weekday: 'long' })}</small>
      </p>
      <div>
        <h1>
          {[board, organ].filter(Boolean).join(', ')} {dayInWords(date, language, 'sentence', today)}
        </h1>
        {isAhead && (
          <p class="lead">
            {(closesOn < today ? T.closed : T.closes)[language]}{' '}
            <strong>
              <Day date={closesOn} language={language} form="sentence" today={today} />
            </strong>
            .
          </p>
        )}
      </div>
    </header>
  );
};

const partOf = (date: string, language: Language, part: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(language === 'sv' ? 'sv-SE' : 'en-GB', { ...part, timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** Why what was asked for was not done; the page shows the meeting as it is now. */
const NotDone = ({ reader: { language }, again }: MeetingProps) => {
  if (again === undefined) return null;
  if (again === 'kept' || again === 'old-form')
    return (
      <Notice>
        <p>{T.kept[language]}</p>
      </Notice>
    );
  const isStale =
    again.slug === 'stale-version' || again.invalid.some(({ code }) => code === 'not-the-agenda');
  const said = [...again.reasons, ...again.invalid].map(({ detail }) => detail[language]);
  return (
    <Notice tone="danger" heading={T.notDone[language]}>
      {isStale ? (
        <p>{T.stale[language]}</p>
      ) : said.length === 0 ? (
        <p>{again.detail[language]}</p>
      ) : (
        <ul>
          {said.map((detail) => (
            <li>{detail}</li>
          ))}
        </ul>
      )}
    </Notice>
  );
};

interface NextStep {
  readonly heading: string;
  readonly href: string;
  readonly button: string;
  readonly until: string;
}

/** What the secretary does next about this meeting; to nobody else is anything said. */
const Next = (props: MeetingProps) => {
  const { language, today } = props.reader;
  const next = nextOf(props);
  if (!next) return null;
  const days = workingDaysBetween(today, next.until);
  return (
    <section class="next" data-tone={toneOfDays(days)} aria-labelledby="nasta">
      <p class="eyebrow">
        {T.yourNext[language]} · {dayInWords(next.until, language, 'sentence', today)},{' '}
        {daysInWords(days, language)}
      </p>
      <h2 id="nasta">{next.heading}</h2>
      <div class="row">
        <LinkButton main href={next.href}>
          {next.button}
        </LinkButton>
      </div>
    </section>
  );
};

function nextOf({ reader, seen: { agenda, closesOn }, path }: MeetingProps): NextStep | undefined {
  const { language, today } = reader;
  if (!mayDo(reader, agenda.body, 'decide')) return undefined;
  const count = (state: string) => (agenda.matters ?? []).filter((matter) => matter.state === state).length;
  const [open, decided, confirmed] = [count('on-agenda'), count('decided'), count('confirmed')];
  const confirmBy = addDays(agenda.date, CONFIRMED_WITHIN);
  if (open > 0 && agenda.date <= today)
    return {
      heading: `${open} ${T.left[language]}`,
      href: `${path}/beslut`,
      button: T.enter[language],
      until: confirmBy,
    };
  if (decided + confirmed > 0)
    return {
      heading: [
        decided > 0 && `${decided} ${T.toConfirm[language]}`,
        confirmed > 0 && `${confirmed} ${T.toForward[language]}`,
      ]
        .filter(Boolean)
        .join(', '),
      href: `${path}/justera`,
      button: T.settle[language],
      until: confirmBy,
    };
  if ((agenda.awaited ?? []).some(({ state }) => state === 'approved'))
    return { heading: T.putUp[language], href: '#maste', button: T.toAwaited[language], until: closesOn };
  return undefined;
}

/** KL 5:69: minutes are confirmed within 14 days of the meeting. */
const CONFIRMED_WITHIN = 14;

const Days = ({
  reader: { language, today },
  seen: { agenda, closesOn },
}: Pick<MeetingProps, 'reader' | 'seen'>) => {
  const { date, organ, time, place } = agenda;
  const toClosing = workingDaysBetween(today, closesOn);
  const toMeeting = workingDaysBetween(today, date);
  const day = (each: string) => <Day date={each} language={language} form="list" today={today} />;
  return (
    <Sheet id="dagar" heading={T.days[language]}>
      <Facts
        lines={[
          [T.who[language], organ],
          [
            T.closes[language],
            <>
              {day(closesOn)}{' '}
              {closesOn >= today && (
                <Time tone={toneOfDays(toClosing)}>{daysInWords(toClosing, language)}</Time>
              )}
            </>,
          ],
          [
            T.meeting[language],
            <>
              {day(date)}
              {date >= today && `, ${daysInWords(toMeeting, language)}`}
            </>,
          ],
          [T.time[language], time],
          [T.place[language], place],
          [
            T.confirmBy[language],
            <>
              {day(addDays(date, CONFIRMED_WITHIN))}, {T.law[language]}
            </>,
          ],
        ]}
      />
    </Sheet>
  );
};

const Around = ({
  reader: { language, today },
  seen: { agenda, around },
}: Pick<MeetingProps, 'reader' | 'seen'>) => (
  <Sheet id="flera" heading={T.meetings[language]}>
    <ul class="plain lined">
      {around.map((meeting) => {
        const name = [
          dayInWords(meeting.date, language, 'list', today),
          meeting.organ,
          meeting.isAlone ? null : meeting.time,
        ]
          .filter(Boolean)
          .join(', ');
        return (
          <li>
            {meeting.id === agenda.id ? <strong>{name}</strong> : <a href={meetingPath(meeting)}>{name}</a>}{' '}
            <span class="quiet">{mattersInWords(meeting, language)}</span>
          </li>
        );
      })}
    </ul>
  </Sheet>
);

/** For the elected and others who read what the body decides. */
const Decided = ({ reader: { language }, seen: { decided } }: Pick<MeetingProps, 'reader' | 'seen'>) => (
  <Sheet id="beslutat" heading={T.decided[language]}>
    {decided.length === 0 ? (
      <p class="quiet">{T.noneDecided[language]}</p>
    ) : (
      <ul class="plain lined entries">
        {decided.map(({ id, title, caseNumber, ownCaseNumber, state, section }) => (
          <li>
            <a href={`/svar/${id}`}>
              {title ?? (
                <>
                  <Icon name="lock" /> {T.confidential[language]}
                </>
              )}
            </a>{' '}
            <StateOf state={state} language={language} />
            <p class="ref">
              {[section && `§ ${section}`, ownCaseNumber ?? caseNumber].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ul>
    )}
  </Sheet>
);
