import type { VNode } from 'preact';
import { LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { Empty } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { CALENDAR } from '../administration/calendar-section.js';
import { mayAnywhere } from '../administration/kept-bodies.js';
import { meetingPath, meetingsPath } from './meeting-address.js';
import { NotAll } from '../frame/list-parts.js';
import type { CalendarMeeting, Days } from './read-meetings.js';
import type { Told } from '../inbox/read-inbox.js';
import type { Names } from '../frame/read-names.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { UnreadNotices } from '../inbox/unread-notices.js';

const T = {
  meetings: { sv: 'Sammanträden', en: 'Meetings' },
  ahead: { sv: 'Kommande', en: 'To come' },
  before: { sv: 'Tidigare', en: 'Earlier' },
  older: { sv: 'Äldre sammanträden', en: 'Older meetings' },
  toAhead: { sv: 'Till kommande sammanträden', en: 'To the meetings to come' },
  none: { sv: 'Inga sammanträden i kalendern', en: 'No meetings in the calendar' },
  noneMore: {
    sv: 'Nämndsekreteraren lägger in nämndens sammanträden. Utan dem kan ingen plan räknas fram till svarsdagen.',
    en: 'The board’s secretary enters its meetings. Without them no plan can be counted to the reply-by date.',
  },
  noneBefore: { sv: 'Inga tidigare sammanträden.', en: 'No earlier meetings.' },
  several: {
    sv: 'Den dagen har flera sammanträden. Välj vilket du menar.',
    en: 'That day has several meetings. Choose which one you mean.',
  },
  all: { sv: 'Alla sammanträden', en: 'All meetings' },
  each: { sv: 'Varje nämnds sammanträden', en: 'Meetings of each body' },
  nothing: { sv: 'inget uppsatt', en: 'nothing on the agenda' },
  one: { sv: 'ärende uppsatt', en: 'matter on the agenda' },
  onIt: { sv: 'ärenden uppsatta', en: 'matters on the agenda' },
  enter: { sv: 'Lägg in eller ändra sammanträden', en: 'Enter or change meetings' },
  toConfirm: { sv: 'att justera', en: 'to confirm' },
  toForward: { sv: 'att expediera', en: 'to forward' },
  allDone: { sv: 'justerat, allt expedierat', en: 'confirmed, all forwarded' },
} satisfies Record<string, Texts>;

export interface Calendar {
  readonly names: Names;
  /** Nearest first, as are those that have been. */
  readonly ahead: Days;
  readonly before: Days;
  /** Where those are that were even earlier. */
  readonly older?: string | undefined;
  /** One body's own calendar. */
  readonly body?: string;
  /** Meetings of one day, to choose from. */
  readonly isOneDay?: boolean;
  /** What the reader has not read, where this is what they land on. */
  readonly told?: Told | undefined;
}

/** When the reader's bodies meet, with what is on each agenda. */
export const meetingsPage = (reader: Reader, calendar: Calendar): VNode => {
  const { language } = reader;
  const { names, ahead, before, older, body, isOneDay, told } = calendar;
  const heading = body === undefined ? T.meetings[language] : (names.get(body) ?? body);
  const isEmpty = ahead.meetings.length + before.meetings.length === 0;
  return staffPage(
    reader,
    {
      title: body === undefined ? heading : `${T.meetings[language]}, ${heading}`,
      section: 'sammantraden',
      width: 'text',
    },
    <>
      {body !== undefined && (
        <Crumbs language={language} way={[[T.meetings[language], '/sammantraden']]} here={heading} />
      )}
      <PageHead heading={heading}>
        {isOneDay && <p class="lead">{T.several[language]}</p>}
        {told && <UnreadNotices told={told} language={language} />}
        {mayAnywhere(reader, 'meeting.manage') && (
          <LinkButton variant="secondary" href={CALENDAR}>
            {T.enter[language]}
          </LinkButton>
        )}
      </PageHead>
      {isEmpty ? (
        <Empty icon="meeting" heading={T.none[language]}>
          <p>{T.noneMore[language]}</p>
        </Empty>
      ) : (
        <>
          {ahead.meetings.length > 0 && (
            <Sheet id="kommande" heading={T.ahead[language]}>
              <Meetings reader={reader} days={ahead} names={names} isOfOne={body !== undefined} />
              {!ahead.isAll && <NotAll language={language} />}
            </Sheet>
          )}
          {!isOneDay && (
            <Sheet id="tidigare" heading={T.before[language]}>
              {before.meetings.length === 0 ? (
                <p class="quiet">{T.noneBefore[language]}</p>
              ) : (
                <Meetings reader={reader} days={before} names={names} isOfOne={body !== undefined} />
              )}
              {older && (
                <p>
                  <a href={older}>{T.older[language]}</a>
                </p>
              )}
              {!before.isAll && !older && <NotAll language={language} />}
            </Sheet>
          )}
        </>
      )}
      {body === undefined && !(ahead.isAll && before.isAll) && (
        <ul class="jump" aria-label={T.each[language]}>
          {[...names].map(([code, name]) => (
            <li>
              <a href={meetingsPath(code)}>{name}</a>
            </li>
          ))}
        </ul>
      )}
      {body !== undefined && ahead.meetings.length === 0 && !isEmpty && (
        <p>
          <a href={meetingsPath(body)}>{T.toAhead[language]}</a>
        </p>
      )}
      {isOneDay && body !== undefined && (
        <p>
          <a href={meetingsPath(body)}>{T.all[language]}</a>
        </p>
      )}
    </>,
  );
};

const Meetings = ({
  reader: { language, today },
  days: { meetings },
  names,
  isOfOne,
}: {
  readonly reader: Reader;
  readonly days: Days;
  readonly names: Names;
  readonly isOfOne: boolean;
}) => (
  <ul class="plain lined entries">
    {meetings.map((meeting) => (
      <li>
        <a href={meetingPath(meeting)}>
          <Day date={meeting.date} language={language} form="sentence" today={today} />
          {!isOfOne && `, ${names.get(meeting.body) ?? meeting.body}`}
          {meeting.organ && `, ${meeting.organ}`}
        </a>
        <p class="ref">
          {[meeting.time, meeting.place, mattersInWords(meeting, language)].filter(Boolean).join(' · ')}
        </p>
      </li>
    ))}
  </ul>
);

/** What is on an agenda, or what is left to do about what was; nothing for whoever does not see its work. */
export function mattersInWords({ matters }: CalendarMeeting, language: Language): string {
  if (matters === null) return '';
  const { 'on-agenda': onIt = 0, decided = 0, confirmed = 0, ...over } = matters;
  const open = [
    [onIt, onIt === 1 ? T.one : T.onIt],
    [decided, T.toConfirm],
    [confirmed, T.toForward],
  ] as const;
  const said = open.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what[language]}`);
  if (said.length > 0) return said.join(', ');
  return Object.keys(over).length > 0 ? T.allDone[language] : T.nothing[language];
}
