import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { WriteBody } from '../../http/write.dto.js';
import { LinkButton } from '../../markup/buttons.js';
import { Day, dayInWords } from '../../markup/day.js';
import { KeepCalendar } from '../../organisation/keep-calendar.js';
import {
  AddMeetingBody,
  MeetingsQuery,
  MoveMeetingBody,
  type MeetingView,
} from '../../organisation/meetings.dto.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import { ReadNames } from '../frame/read-names.js';
import { pathOfMeeting } from '../meetings/meeting-address.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { bodyPage, TableOr, Verbs } from './administration-parts.js';
import { why } from './body-forms.js';
import { leadingTo, UUID } from './groups-section.js';
import { KeptBodies, mayAnywhere } from './kept-bodies.js';
import { ADMINISTRATION, below, formAt, wayTo, type Asked, type AtAddress, type Section } from './section.js';
import type { SettingsField, SettingsVerb } from './settings-form.js';

export const CALENDAR = `${ADMINISTRATION}/sammantradeskalender`;
/** Where a calendar file is read in, below a body's calendar. */
export const IMPORT = 'las-in';

const T = {
  date: t('Dag', 'Day'),
  time: t('Tid', 'Time'),
  organ: t('Vem som sammanträder', 'Who meets'),
  itself: t('Nämnden själv', 'The body itself'),
  place: t('Plats', 'Place'),
  closes: t('Listan stänger', 'The agenda closes'),
  act: t('Ändra', 'Change'),
  change: t('Ändra', 'Change'),
  cancel: t('Ställ in', 'Cancel'),
  none: t('Inga kommande sammanträden', 'No meetings to come'),
  noneLead: t(
    'Utan sammanträden kan ingen plan räknas fram till svarsdagen. Lägg in dem ett och ett, eller läs in en kalenderfil.',
    'Without meetings no plan can be counted to the reply-by date. Enter them one by one, or read in a calendar file.',
  ),
  importing: t('Läs in en kalenderfil (.ics)', 'Read in a calendar file (.ics)'),
};

export interface CalendarSeen {
  readonly body: string;
  readonly meeting?: MeetingView;
}

const mayKeep = ({ actor }: Reader, { body }: CalendarSeen): boolean =>
  permits(actor, 'meeting.manage', { body });

/** When each body meets: entered one by one, or out of a calendar file. */
@Injectable()
export class CalendarSection implements Section {
  readonly path = 'sammantradeskalender';
  readonly title = t('Sammanträdeskalender', 'Meeting calendar');
  readonly about = t(
    'När nämnderna sammanträder, och när listorna stänger.',
    'When the boards meet, and when their agendas close.',
  );
  readonly isOpen = (reader: Reader): boolean => mayAnywhere(reader, 'meeting.manage');

  constructor(
    private readonly calendar: KeepCalendar,
    private readonly kept: KeptBodies,
    private readonly names: ReadNames,
  ) {}

  async at(asked: Asked, body?: string, id?: string, form?: string): Promise<AtAddress> {
    const { reader } = asked;
    if (body === undefined) return { page: await this.list(asked) };
    if (id === undefined) throw new NotFound();
    const back = listOf(body);
    const names = await this.names.of([body]);
    const way = wayTo(this, reader, [names.get(body) ?? body, back]);
    if (id === 'ny' && form === undefined) {
      const record = { seen: { body }, path: below(CALENDAR, body), way };
      return { form: leadingTo(back, formAt([this.add], id, reader, record)) };
    }
    if (form === undefined || !UUID.test(id)) throw new NotFound();
    const meeting = await this.calendar.one(body, id);
    const record = { seen: { body, meeting }, path: below(below(CALENDAR, body), id), way };
    return { form: leadingTo(back, formAt([this.move, this.cancel], form, reader, record)) };
  }

  private readonly add: SettingsVerb<CalendarSeen> = {
    path: 'ny',
    words: t('Lägg in ett sammanträde', 'Enter a meeting'),
    isOpen: mayKeep,
    form: (_, { body }) => ({
      body: AddMeetingBody,
      fields: fieldsOf(),
      read: withoutNulls,
      take: (caller, given) => this.calendar.add(caller, body, given),
      says: ({ date }: MeetingView) =>
        t(
          `Sammanträdet ${dayInWords(date, 'sv')} lades in.`,
          `The meeting of ${dayInWords(date, 'en')} was entered.`,
        ),
    }),
  };

  private readonly move: SettingsVerb<CalendarSeen> = {
    path: 'andra',
    words: t('Ändra sammanträdet', 'Change the meeting'),
    isOpen: mayKeep,
    form: ({ language }, { body, meeting }) => ({
      lead: t(
        'Det som är uppsatt följer med när dagen ändras.',
        'What is on the agenda goes with it when the day changes.',
      )[language],
      version: meeting!.version,
      body: MoveMeetingBody,
      fields: fieldsOf(meeting),
      take: (caller, given) => this.calendar.move(caller, body, meeting!.id, given),
      says: ({ date }: MeetingView) =>
        t(`Sammanträdet är ${dayInWords(date, 'sv')}.`, `The meeting is on ${dayInWords(date, 'en')}.`),
    }),
  };

  private readonly cancel: SettingsVerb<CalendarSeen> = {
    path: 'stall-in',
    words: t('Ställ in sammanträdet', 'Cancel the meeting'),
    isOpen: mayKeep,
    form: ({ language, today }, { body, meeting }) => ({
      lead: <Day date={meeting!.date} language={language} form="sentence" today={today} />,
      danger: t(
        'Sammanträdet försvinner ur kalendern. Det går bara när inget är uppsatt till det.',
        'The meeting is gone from the calendar. It is possible only while nothing is on its agenda.',
      )[language],
      version: meeting!.version,
      body: WriteBody,
      fields: [why],
      take: (caller) => this.calendar.cancel(caller, body, meeting!.id),
      says: t(
        `Sammanträdet ${dayInWords(meeting!.date, 'sv')} ställdes in.`,
        `The meeting of ${dayInWords(meeting!.date, 'en')} was cancelled.`,
      ),
    }),
  };

  private async list(asked: Asked): Promise<VNode> {
    const { reader, caller, query } = asked;
    const { language, today } = reader;
    const { body, name, bodies } = await this.kept.chosen(reader, 'meeting.manage', query);
    const { items } = await this.calendar.list(
      caller,
      body,
      Object.assign(new MeetingsQuery(), { from: today, limit: 100 }),
    );
    const path = below(CALENDAR, body);
    return bodyPage(
      this,
      asked,
      { body, name, bodies },
      <>
        <div class="row">
          <Verbs reader={reader} seen={{ body }} path={path} verbs={[this.add]} />
          <LinkButton variant="secondary" href={below(path, IMPORT)}>
            {T.importing[language]}
          </LinkButton>
        </div>
        <TableOr
          reader={reader}
          none={T.none[language]}
          lead={T.noneLead[language]}
          caption={`${this.title[language]}, ${name}`}
          columns={[T.date, T.time, T.organ, T.place, T.closes, T.act].map((each) => each[language])}
          rows={items.map((meeting) => [
            <a href={pathOfMeeting(body, meeting.id)}>
              <Day date={meeting.date} language={language} form="list" today={today} />
            </a>,
            meeting.time ?? '–',
            meeting.organ ?? T.itself[language],
            meeting.place ?? '–',
            meeting.agendaClosesOn === null ? (
              '–'
            ) : (
              <Day date={meeting.agendaClosesOn} language={language} form="list" today={today} />
            ),
            <span class="row">
              <a
                href={`${below(path, meeting.id)}/andra`}
                aria-label={`${T.change[language]} ${meeting.date}`}
              >
                {T.change[language]}
              </a>
              <a
                href={`${below(path, meeting.id)}/stall-in`}
                aria-label={`${T.cancel[language]} ${meeting.date}`}
              >
                {T.cancel[language]}
              </a>
            </span>,
          ])}
        />
      </>,
    );
  }
}

export const listOf = (body: string): string => `${CALENDAR}?namnd=${encodeURIComponent(body)}`;

const fieldsOf = (meeting?: MeetingView): SettingsField[] => [
  { name: 'date', kind: 'date', label: T.date, now: meeting?.date, instead: t('Ange dagen', 'Give the day') },
  {
    name: 'time',
    kind: 'line',
    label: T.time,
    hint: t('Till exempel 13:00.', 'Such as 13:00.'),
    instead: t('Skriv tiden som 13:00', 'Write the time as 13:00'),
    now: meeting?.time,
    emptied: true,
  },
  { name: 'place', kind: 'line', label: T.place, now: meeting?.place, emptied: true },
  {
    name: 'organ',
    kind: 'line',
    label: t('Utskott', 'Committee'),
    hint: t('Lämna tomt när nämnden själv sammanträder.', 'Leave empty when the body itself meets.'),
    now: meeting?.organ,
    emptied: true,
  },
  {
    name: 'agendaClosesOn',
    kind: 'date',
    label: t('Sista dag att sätta upp ärenden', 'Last day to put matters up'),
    hint: t(
      'Lämna tomt för det vanliga antalet dagar före.',
      'Leave empty for the usual number of days before.',
    ),
    now: meeting?.agendaClosesOn,
    emptied: true,
  },
  why,
];

const withoutNulls = (given: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
