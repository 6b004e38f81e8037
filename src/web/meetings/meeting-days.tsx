import { Day, dayInWords } from '../../markup/day.js';
import { Facts } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { lastDayToConfirm } from '../../rules/planning.js';
import type { Texts } from '../../rules/texts.js';
import { meetingPath } from './meeting-address.js';
import { mattersInWords } from './meetings-page.js';
import type { MeetingSeen } from './read-meetings.js';
import { Masked } from '../frame/masked.js';
import type { Reader } from '../frame/staff-frame.js';
import { StateOf, TimeLeft, timeInWords } from '../frame/time-left.js';

const T = {
  who: { sv: 'Vem', en: 'Who' },
  closes: { sv: 'Listan stänger', en: 'The agenda closes' },
  meeting: { sv: 'Sammanträde', en: 'Meeting' },
  time: { sv: 'Tid', en: 'Time' },
  place: { sv: 'Plats', en: 'Place' },
  confirmBy: { sv: 'Justeras senast', en: 'To be confirmed by' },
  law: {
    sv: '14 dagar, eller nästa arbetsdag (5 kap. 69 § kommunallagen)',
    en: '14 days, or the next working day (Local Government Act 5:69)',
  },
  days: { sv: 'Dagar för sammanträdet', en: 'Days of the meeting' },
  meetings: { sv: 'Sammanträden', en: 'Meetings' },
  decided: { sv: 'Det som beslutades', en: 'What was decided' },
  noneDecided: {
    sv: 'Här visas besluten när sekreteraren har fört in dem.',
    en: 'The decisions are shown here once the secretary has entered them.',
  },
} satisfies Record<string, Texts>;

interface Props {
  readonly reader: Reader;
  readonly seen: MeetingSeen;
}

export const Days = ({ reader: { language, today }, seen: { agenda, closesOn } }: Props) => {
  const { date, organ, time, place } = agenda;
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
              {closesOn >= today && <TimeLeft until={closesOn} today={today} language={language} />}
            </>,
          ],
          [
            T.meeting[language],
            <>
              {day(date)}
              {date >= today && `, ${timeInWords(date, today, language)}`}
            </>,
          ],
          [T.time[language], time],
          [T.place[language], place],
          [
            T.confirmBy[language],
            <>
              {day(lastDayToConfirm(date))}, {T.law[language]}
            </>,
          ],
        ]}
      />
    </Sheet>
  );
};

export const Around = ({ reader: { language, today }, seen: { agenda, around } }: Props) => (
  <Sheet id="flera" heading={T.meetings[language]}>
    <ul class="plain lined other-meetings">
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
export const Decided = ({ reader: { language }, seen: { decided } }: Props) => (
  <Sheet id="beslutat" heading={T.decided[language]}>
    {decided.length === 0 ? (
      <p class="quiet">{T.noneDecided[language]}</p>
    ) : (
      <ul class="plain lined entries">
        {decided.map(({ id, title, caseNumber, ownCaseNumber, state, section }) => (
          <li>
            <a href={`/svar/${id}`}>{title ?? <Masked language={language} />}</a>{' '}
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
