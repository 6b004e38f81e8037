import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { Day } from '../../markup/day.js';
import { ErrorSummary, FileField, Hidden } from '../../markup/fields.js';
import { Empty, Notice } from '../../markup/notices.js';
import type { Texts } from '../../rules/texts.js';
import type { Reader } from '../staff-frame.js';
import { t } from '../step-field.js';
import { settingsPage } from './administration-parts.js';
import { CALENDAR, IMPORT, listOf } from './calendar-section.js';
import type { ProposedMeeting } from './read-ics.js';
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
  none: t('Inga kommande sammanträden i filen', 'No meetings to come in the file'),
  noneLead: t('Det som har varit läses inte in.', 'What has been is not read in.'),
  save: t('Lägg in de markerade', 'Enter those marked'),
  known: t('finns redan', 'is there already'),
  recurs: t('återkommer; bara det första läggs in', 'comes again; only the first is entered'),
  organ: t('Sammanträder', 'Meets'),
  as: t('Lägg in som', 'Enter as'),
  itself: t('Nämnden själv', 'The body itself'),
  committees: t('Utskott, med namnet i filen', 'Committees, by the name in the file'),
} satisfies Record<string, Texts>;

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
    { reader, done: false, warnings: [] },
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

/** What stands in the file, to be chosen from. @param known days that the body meets on already. */
export const proposalPage = (
  { reader, body, name }: Props,
  meetings: readonly ProposedMeeting[],
  known: ReadonlySet<string>,
  again?: string,
): VNode => {
  const { language, token, today } = reader;
  return settingsPage(
    { reader, done: false, warnings: [] },
    { way: wayHere({ reader, body, name }), heading: T.title[language], lead: name, width: 'text' },
    meetings.length === 0 ? (
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
        {again !== undefined && (
          <Notice tone="danger">
            <p>{again}</p>
          </Notice>
        )}
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
                checked={!known.has(meeting.date)}
              />
              <label class="ds-label" data-weight="regular" for={`mote-${index}`}>
                <Day date={meeting.date} language={language} form="sentence" today={today} />
                {[meeting.time, meeting.summary, meeting.place].filter(Boolean).map((part) => `, ${part}`)}
                {known.has(meeting.date) && ` (${T.known[language]})`}
                {meeting.recurs && ` (${T.recurs[language]})`}
              </label>
            </div>
          ))}
        </fieldset>
        <fieldset class="ds-fieldset">
          <legend class="ds-label">{T.as[language]}</legend>
          {(
            [
              ['namnd', T.itself],
              ['utskott', T.committees],
            ] as const
          ).map(([value, words]) => (
            <div class="ds-field">
              <input
                class="ds-input"
                type="radio"
                id={`som-${value}`}
                name="som"
                value={value}
                checked={value === 'namnd'}
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
    ),
  );
};

const wayHere = ({ reader: { language }, body, name }: Props): (readonly [string, string])[] => [
  [ADMINISTRATION_TITLE[language], ADMINISTRATION],
  [T.calendar[language], CALENDAR],
  [name, listOf(body)],
];
