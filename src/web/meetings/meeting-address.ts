import type { CalendarMeeting } from './read-meetings.js';

/** Where the meetings of a body are; its code may have letters that an address writes in another way. */
export const meetingsPath = (body: string): string =>
  `/sammantraden/${encodeURIComponent(body.toLowerCase())}`;

/** Where a meeting is: by its day, or by its id where the day has several. */
export const meetingPath = ({
  id,
  body,
  date,
  isAlone,
}: Pick<CalendarMeeting, 'id' | 'body' | 'date' | 'isAlone'>): string =>
  `${meetingsPath(body)}/${isAlone ? date : id}`;

/** The same, as the address that was asked for names it. */
export const pathOfMeeting = (body: string, meeting: string): string =>
  `${meetingsPath(body)}/${encodeURIComponent(meeting)}`;
