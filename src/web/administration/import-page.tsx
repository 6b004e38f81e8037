import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { ErrorSummary, FileField, Hidden } from '../../markup/fields.js';
import { Empty, Notice } from '../../markup/notices.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { settingsPage } from './administration-parts.js';
import { CALENDAR, IMPORT, listOf } from './calendar-section.js';
import { MOST_MEETINGS, type ProposedMeeting, type ReadCalendar } from './read-ics.js';
import { ADMINISTRATION, ADMINISTRATION_TITLE, below } from './section.js';

const T = {
  title: t('Läs in en kalenderfil', 'Read in a calendar file'),
  lead: t(
    'Först visas vad som står i filen. Inget läggs in förrän du har valt och sparat.',
    'First you see what stands in the file. Nothing is entered until you have chosen and saved.',
  ),
  file: t('Kalenderfil (.ics)', 'Calendar file (.ics)'),
  fileHint: t(
    'Spara nämndens kalender från till exempel Outlook som iCalendar-fil.',
    'Save the board’s calendar from such as Outlook as an iCalendar file.',
  ),
  read: t('Visa vad som står i filen', 'Show what stands in the file'),
  calendar: t('Sammanträdeskalender', 'Meeting calendar'),
  back: t('Tillbaka', 'Back'),
  found: t('Sammanträden i filen', 'Meetings in the file'),
  none: t('Inga sammanträden att lägga in', 'No meetings to enter'),
  noneLead: t('Det som har varit läses inte in.', 'What has been is not read in.'),
  leftOut: t('Allt i filen kan inte läggas in härifrån', 'Not all in the file can be entered from here'),
  series: t(
    'Återkommande sammanträden som började före i dag läses inte in. Lägg in de kommande dagarna ett och ett:',
    'Meetings that come again and began before today are not read in. Enter the days to come one by one:',
  ),
  nameless: t('utan namn', 'without a name'),
  unreadable: (count: number) =>
    t(
      `${count} ${count === 1 ? 'post' : 'poster'} i filen har en dag eller tid som inte går att läsa.`,
      `${count} ${count === 1 ? 'entry' : 'entries'} in the file: a day or time that cannot be read.`,
    ),
  cut: (count: number) =>
    t(
      `${count} sammanträden till finns i filen, senare än de som visas. Högst ${MOST_MEETINGS} visas på en gång: dela filen, eller lägg in dem ett och ett.`,
      `There are ${count} more meetings in the file, later than those shown. At most ${MOST_MEETINGS} are shown at once: split the file, or enter them one by one.`,
    ),
  notDone: t(
    'Det gick inte att lägga in allt. Läs igenom och skicka igen: det som redan är inlagt läggs inte in igen.',
    'Not all could be entered. Read it through and send it again: what has been entered is not entered again.',
  ),
  kept: t(
    'Det du hade valt finns kvar. Läs igenom och skicka igen.',
    'What you had chosen is here. Read it through and send it again.',
  ),
  save: t('Lägg in de markerade', 'Enter those marked'),
  known: t('finns redan', 'is there already'),
  recurs: t('återkommer; bara det första läggs in', 'comes again; only the first is entered'),
  organ: t('Sammanträder', 'Meets'),
  as: t('Lägg in som', 'Enter as'),
  itself: t('Nämnden själv', 'The body itself'),
  committees: t('Utskott, med namnet i filen', 'Committees, by the name in the file'),
};

interface Props {
  readonly reader: Reader;
  readonly body: string;
  readonly name: string;
}

/** Chooses a file. @param error what was wrong with the one that was chosen. */
export const chooseFilePage = ({ reader, body, name }: Props, error?: Texts): VNode => {
  const { language, token } = reader;
  const said = error?.[language];
  return settingsPage(
    { reader, done: undefined, warnings: [] },
    {
      way: wayHere({ reader, body, name }),
      heading: T.title[language],
      lead: T.lead[language],
      width: 'text',
    },
    <form
      class="sheet stack"
      method="post"
      action={below(below(CALENDAR, body), IMPORT)}
      enctype="multipart/form-data"
      novalidate
    >
      <ErrorSummary language={language} errors={said ? [{ field: 'file', words: said }] : []} />
      <Hidden values={{ _token: token }} />
      <FileField name="file" label={T.file[language]} hint={T.fileHint[language]} error={said} />
      <div class="row">
        <Button main>{T.read[language]}</Button>
        <LinkButton variant="tertiary" href={listOf(body)}>
          {T.back[language]}
        </LinkButton>
      </div>
    </form>,
  );
};

/** What may be chosen out of a file, and how it has been chosen already. */
export interface Proposal {
  readonly read: ReadCalendar;
  /** What the body's calendar has already, by `sameMeeting`. */
  readonly known: ReadonlySet<string>;
  readonly asCommittees: boolean;
  /** Why the form is shown again. */
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
}

/** Two meetings are one when day, organ and time are the same. */
export const sameMeeting = (date: string, organ: string | null, time: string | null): string =>
  JSON.stringify([date, organ ?? '', time ?? '']);

/** What stands in the file, to be chosen from. */
export const proposalPage = (props: Props, { read, known, asCommittees, again }: Proposal): VNode => {
  const { reader, body, name } = props;
  const { language, token, today } = reader;
  const { meetings } = read;
  const isKnown = ({ date, time, summary }: ProposedMeeting) =>
    known.has(sameMeeting(date, summary, time)) ||
    (!asCommittees && known.has(sameMeeting(date, null, time)));
  return settingsPage(
    { reader, done: undefined, warnings: [] },
    { way: wayHere(props), heading: T.title[language], lead: name, width: 'text' },
    <>
      <NotDone language={language} again={again} />
      <LeftOut language={language} read={read} />
      {meetings.length === 0 ? (
        <Empty icon="meeting" heading={T.none[language]}>
          <p>{T.noneLead[language]}</p>
          <p>
            <a href={listOf(body)}>{T.back[language]}</a>
          </p>
        </Empty>
      ) : (
        <form
          class="sheet stack"
          method="post"
          action={`${below(below(CALENDAR, body), IMPORT)}/spara`}
          novalidate
        >
          <Hidden values={{ _token: token, _key: randomUUID() }} />
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{T.found[language]}</legend>
            {meetings.map((meeting, index) => (
              <div class="ds-field">
                <input
                  class="ds-input"
                  type="checkbox"
                  id={`mote-${index}`}
                  name="moten[]"
                  value={JSON.stringify([meeting.date, meeting.time, meeting.place, meeting.summary])}
                  checked={!isKnown(meeting)}
                />
                <label class="ds-label" data-weight="regular" for={`mote-${index}`}>
                  <Day date={meeting.date} language={language} form="sentence" today={today} />
                  {[meeting.time, meeting.summary, meeting.place].filter(Boolean).map((part) => `, ${part}`)}
                  {isKnown(meeting) && ` (${T.known[language]})`}
                  {meeting.recurs && ` (${T.recurs[language]})`}
                </label>
              </div>
            ))}
          </fieldset>
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{T.as[language]}</legend>
            {(
              [
                ['namnd', T.itself, !asCommittees],
                ['utskott', T.committees, asCommittees],
              ] as const
            ).map(([value, words, checked]) => (
              <div class="ds-field">
                <input
                  class="ds-input"
                  type="radio"
                  id={`som-${value}`}
                  name="som"
                  value={value}
                  checked={checked}
                />
                <label class="ds-label" data-weight="regular" for={`som-${value}`}>
                  {words[language]}
                </label>
              </div>
            ))}
          </fieldset>
          <div class="row">
            <Button main>{T.save[language]}</Button>
            <LinkButton variant="tertiary" href={listOf(body)}>
              {T.back[language]}
            </LinkButton>
          </div>
        </form>
      )}
    </>,
  );
};

interface Said extends Pick<Proposal, 'again'> {
  readonly language: Language;
}

/** Why what was chosen is not entered. */
const NotDone = ({ language, again }: Said) => {
  if (again === undefined) return null;
  if (again === 'kept' || again === 'old-form')
    return (
      <Notice>
        <p>{T.kept[language]}</p>
      </Notice>
    );
  const said = [...again.reasons, ...again.invalid].map(({ detail }) => detail[language]);
  return (
    <Notice tone="danger">
      <p>{T.notDone[language]}</p>
      <ul>
        {(said.length === 0 ? [again.detail[language]] : said).map((detail) => (
          <li>{detail}</li>
        ))}
      </ul>
    </Notice>
  );
};

/** What the file has besides, so that nobody believes that all of it was proposed. */
const LeftOut = ({ language, read }: { readonly language: Language; readonly read: ReadCalendar }) => {
  const { earlierSeries, unreadable, cut } = read;
  if (earlierSeries.length + unreadable + cut === 0) return null;
  return (
    <Notice tone="warning" heading={T.leftOut[language]}>
      {earlierSeries.length > 0 && (
        <>
          <p>{T.series[language]}</p>
          <ul>
            {earlierSeries.map((summary) => (
              <li>{summary || T.nameless[language]}</li>
            ))}
          </ul>
        </>
      )}
      {unreadable > 0 && <p>{T.unreadable(unreadable)[language]}</p>}
      {cut > 0 && <p>{T.cut(cut)[language]}</p>}
    </Notice>
  );
};

const wayHere = ({ reader: { language }, body, name }: Props): (readonly [string, string])[] => [
  [ADMINISTRATION_TITLE[language], ADMINISTRATION],
  [T.calendar[language], CALENDAR],
  [name, listOf(body)],
];
