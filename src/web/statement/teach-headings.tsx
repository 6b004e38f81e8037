import { randomUUID } from 'node:crypto';
import type { Caller } from '../../changes/caller.js';
import { Button } from '../../markup/buttons.js';
import { Choice, Hidden } from '../../markup/fields.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { furnitureKey, type ReportHeading } from '../../organisation/report-headings/report-heading.js';
import type { ReportHeadingsView } from '../../organisation/report-headings/report-headings.dto.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { reportPartOptions } from './report-part-words.js';
import type { Reader } from '../frame/staff-frame.js';

const T = {
  heading: { sv: 'Rubriker som inte känns igen', en: 'Headings that are not recognised' },
  lead: {
    sv: 'Säg vad raderna är, så känns de igen från och med nu i nämndens tjänsteskrivelser, och texten läses om. Det som inte är någon rubrik lämnas som det är.',
    en: 'Say what the lines are, and they are recognised in the body’s staff reports from now on, and the text is read anew. What is no heading is left as it is.',
  },
  others: {
    sv: 'Nämndens registrator eller systemförvaltare kan lära in dem under Förvaltning, Rubriker i tjänsteskrivelser.',
    en: 'The body’s registrar or administrator can teach them in Administration, Headings of staff reports.',
  },
  may: { sv: 'Rader som kan vara rubriker', en: 'Lines that may be headings' },
  quoted: { sv: '”…”', en: '“…”' },
  is: { sv: 'Den här rubriken är …', en: 'This heading is …' },
  none: { sv: 'Ingen rubrik, låt vara', en: 'No heading, leave it' },
  take: { sv: 'Spara rubrikerna och läs om texten', en: 'Save the headings and read the text anew' },
  takeOfFile: { sv: 'Spara rubrikerna', en: 'Save the headings' },
} satisfies Record<string, Texts>;

const OLD_FORM = {
  sv: 'Du har loggat in igen. Spara rubrikerna en gång till.',
  en: 'You have signed in anew. Save the headings once more.',
};

/** A longer line is no heading. */
const LONGEST = 160;
/** So many are asked of at once; the others are when these are known. */
const AT_ONCE = 40;

/** What is sent along to read the same anew; nothing of a file that was too large to be kept. */
export interface ReadAnew {
  /** A text that was pasted. */
  readonly report?: string | undefined;
  /** By which what was read out of a file is found again. */
  readonly paper?: string | undefined;
  readonly which?: string | undefined;
}

interface TeachProps {
  readonly reader: Reader;
  readonly action: string;
  readonly lines: readonly string[];
  /** What the body has taught already; null for a reader who may not teach more. */
  readonly taught: ReportHeadingsView | null;
  /** The rest of the form. */
  readonly along: Readonly<Record<string, string>>;
  readonly isReadAnew: boolean;
  /** Why the headings were not saved. */
  readonly refused?: string | undefined;
}

/** Asks of each line that no list knows what it is. */
export const TeachHeadings = ({ reader, action, lines, taught, along, isReadAnew, refused }: TeachProps) => {
  const { language } = reader;
  const asked = askedOf(lines, taught);
  if (!taught || asked.length === 0) return null;
  const options = [['', T.none[language]] as const, ...reportPartOptions(language)];
  return (
    <form method="post" action={action} class="stack">
      <Hidden
        values={{
          _token: reader.token,
          _version: String(taught.version),
          _key: randomUUID(),
          ...along,
          ...Object.fromEntries(asked.map((line, at) => [`headings[${at}][heading]`, line])),
        }}
      />
      <Sheet id="rubriker" heading={T.heading[language]}>
        {refused !== undefined && (
          <Notice tone="danger">
            <p>{refused}</p>
          </Notice>
        )}
        <p>{T.lead[language]}</p>
        {asked.map((line, at) => (
          <Choice
            name={`headings[${at}][part]`}
            label={line}
            hint={at === 0 ? T.is[language] : undefined}
            options={options}
          />
        ))}
        <Button variant="secondary">{(isReadAnew ? T.take : T.takeOfFile)[language]}</Button>
      </Sheet>
    </form>
  );
};

/** Names lines that may be headings to whoever may not teach them, and says whom to ask. */
export const whoTeaches = (lines: readonly string[], language: Language): string =>
  lines.length === 0
    ? ''
    : `${T.may[language]}: ${lines.map((line) => T.quoted[language].replace('…', line)).join(', ')}. ${T.others[language]}`;

/** What was said of the lines; of those that were left nothing. Whether it is a part there is, validation says. */
export const taughtIn = (headings: unknown): ReportHeading[] =>
  (Object.values(headings ?? {}) as ReportHeading[])
    .filter(({ part }) => typeof part === 'string' && (part as string) !== '')
    .map(({ heading, part }) => ({ heading, part }));

/** What is said of headings that were not saved. */
export function whyNotTaught(caller: Caller, again: DomainError | 'old-form'): string {
  if (again === 'old-form') return caller.say(OLD_FORM);
  return again.invalid.map(({ detail }) => caller.say(detail)).join(' ') || caller.say(again.detail);
}

/** None twice, none that is no heading, and none that the body has said it of. */
function askedOf(lines: readonly string[], taught: ReportHeadingsView | null): string[] {
  const known = new Set(taught?.headings.map(({ heading }) => furnitureKey(heading)));
  const asked = new Map<string, string>();
  for (const line of lines) {
    const key = furnitureKey(line);
    if (/\p{L}/u.test(key) && line.length <= LONGEST && !known.has(key) && !asked.has(key))
      asked.set(key, line);
  }
  return [...asked.values()].slice(0, AT_ONCE);
}
