import { randomUUID } from 'node:crypto';
import { Button } from '../markup/buttons.js';
import { Choice, Hidden } from '../markup/fields.js';
import { Notice } from '../markup/notices.js';
import { Sheet } from '../markup/page.js';
import { furnitureKey } from '../organisation/report-headings/report-heading.js';
import type { ReportHeadingsView } from '../organisation/report-headings/report-headings.dto.js';
import type { Texts } from '../rules/texts.js';
import type { ImportedStatementView } from '../statements/statements.dto.js';
import { reportPartOptions } from './report-part-words.js';
import type { Reader } from './staff-frame.js';
import type { StatementTyped } from './statement-form.js';

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
  is: { sv: 'Den här rubriken är …', en: 'This heading is …' },
  none: { sv: 'Ingen rubrik, låt vara', en: 'No heading, leave it' },
  take: { sv: 'Spara rubrikerna och läs om texten', en: 'Save the headings and read the text anew' },
  takeOfFile: { sv: 'Spara rubrikerna', en: 'Save the headings' },
} satisfies Record<string, Texts>;

/** A longer line is no heading. */
const LONGEST = 160;
/** So many are asked of at once; the others are when these are known. */
const AT_ONCE = 40;

/** What is sent along to read the same anew. */
export interface ReadAnew {
  /** Undefined where it was a file, of which nothing is kept. */
  readonly report?: string | undefined;
  readonly which?: string | undefined;
}

interface TeachProps {
  readonly reader: Reader;
  /** Of the editor. */
  readonly address: string;
  readonly proposed: ImportedStatementView;
  /** What the body has taught already; null for a reader who may not teach more. */
  readonly taught: ReportHeadingsView | null;
  readonly typed: StatementTyped;
  readonly form: { readonly version: string; readonly copy: string };
  readonly anew: ReadAnew;
  /** Why the headings were not saved. */
  readonly refused?: string | undefined;
}

/** Asks of each line that no list knows what it is. */
export const TeachHeadings = (props: TeachProps) => {
  const { reader, address, proposed, taught, typed, form, anew, refused } = props;
  const { language } = reader;
  const lines = unrecognised(proposed, taught);
  if (lines.length === 0) return null;
  if (!taught) return proposed.facts.some(isUnknown) ? <p class="quiet">{T.others[language]}</p> : null;
  const options = [['', T.none[language]] as const, ...reportPartOptions(language)];
  return (
    <form method="post" action={`${address}/rubriker`} class="stack">
      <Hidden
        values={{
          _token: reader.token,
          _version: String(taught.version),
          _key: randomUUID(),
          _basis: form.version,
          _copy: form.copy,
          typed: JSON.stringify(typed),
          ...(anew.report !== undefined && { _report: anew.report }),
          ...(anew.which !== undefined && { _which: anew.which }),
          ...Object.fromEntries(lines.map((line, at) => [`headings[${at}][heading]`, line])),
        }}
      />
      <Sheet id="rubriker" heading={T.heading[language]}>
        {refused !== undefined && (
          <Notice tone="danger">
            <p>{refused}</p>
          </Notice>
        )}
        <p>{T.lead[language]}</p>
        {lines.map((line, at) => (
          <Choice
            name={`headings[${at}][part]`}
            label={line}
            hint={at === 0 ? T.is[language] : undefined}
            options={options}
          />
        ))}
        <Button variant="secondary">{(anew.report === undefined ? T.takeOfFile : T.take)[language]}</Button>
      </Sheet>
    </form>
  );
};

const isUnknown = ({ how }: ImportedStatementView['facts'][number]): boolean => how === 'unknown-heading';

/** Headings that were told by where they stand, then lines without a place; none that the body has said it of. */
function unrecognised(
  { facts, unplaced }: ImportedStatementView,
  taught: ReportHeadingsView | null,
): string[] {
  const known = new Set(taught?.headings.map(({ heading }) => furnitureKey(heading)));
  const lines = [...facts.filter(isUnknown).map(({ value }) => value), ...unplaced.map(({ text }) => text)];
  const asked = new Map<string, string>();
  for (const line of lines) {
    const key = furnitureKey(line);
    if (/\p{L}/u.test(key) && line.length <= LONGEST && !known.has(key) && !asked.has(key))
      asked.set(key, line);
  }
  return [...asked.values()].slice(0, AT_ONCE);
}
