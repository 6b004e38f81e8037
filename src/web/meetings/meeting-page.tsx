import type { VNode } from 'preact';
import { Day, dayInWords } from '../../markup/day.js';
import { Notice } from '../../markup/notices.js';
import { Crumbs, Sheet } from '../../markup/page.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { Happened } from '../steps/happened.js';
import { Around, Days, Decided } from './meeting-days.js';
import { Next } from './meeting-next.js';
import { meetingsPath } from './meeting-address.js';
import { Awaited, Later, Listed } from './meeting-matters.js';
import type { Opened } from '../steps/open-record.js';
import type { MeetingSeen } from './read-meetings.js';
import { staffPage } from '../frame/staff-frame.js';

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
  notDone: { sv: 'Det gick inte att göra', en: 'It could not be done' },
  stale: {
    sv: 'Någon har ändrat listan medan du tittade på den. Så här ser den ut nu. Gör om det om det fortfarande ska gälla.',
    en: 'Somebody changed the agenda while you looked at it. This is how it is now. Do it again if it still is to hold.',
  },
  kept: {
    sv: 'Du loggades ut innan det hann skickas. Gör om det.',
    en: 'You were signed out before it was sent. Do it again.',
  },
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
