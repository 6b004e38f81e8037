import { Hidden, TextField } from '../../markup/fields.js';
import { FOUND_FACTS, type FoundFact } from '../../statements/statement.js';
import { foundWords } from '../../statements/statement-fields.js';
import type { Language } from '../../rules/texts.js';
import { T } from './statement-words.js';

/** What a field of the editor is: its name, its label, what stands in it, what is wrong with that, and whether one goes on there. */
export type FieldOf = (
  name: string,
  label: string,
  value: string | undefined,
) => {
  name: string;
  label: string;
  value: string | undefined;
  error: string | undefined;
  autoFocus: boolean;
};

interface FoundProps {
  readonly language: Language;
  readonly found: readonly FoundFact[];
  readonly field: FieldOf;
  readonly isWrong: boolean;
}

/** A report has one of these, and any number of the others: of those there is always an empty row for the next. */
const ONE_OF: ReadonlySet<FoundFact['fact']> = new Set(['date', 'deadline', 'officer']);

/** What the staff report says beside its text, folded: a row is corrected in its fields, and removed by clearing them. */
export const Found = ({ language, found, field, isWrong }: FoundProps) => {
  const further = FOUND_FACTS.filter(
    (fact) => !(ONE_OF.has(fact) && found.some((each) => each.fact === fact)),
  );
  const rows: readonly FoundFact[] = [...found, ...further.map((fact) => ({ fact }))];
  return (
    <section class="sheet" aria-label={T.found[language]}>
      <details open={isWrong}>
        <summary>{T.found[language]}</summary>
        <div class="stack">
          <p>{T.foundHint[language]}</p>
          {rows.map((row, at) => {
            const number = found.slice(0, at + 1).filter(({ fact }) => fact === row.fact).length;
            const which = at < found.length ? String(number) : T.newFound[language];
            return <Row language={language} row={row} at={at} field={field} which={which} />;
          })}
        </div>
      </details>
    </section>
  );
};

interface RowProps extends Pick<FoundProps, 'language' | 'field'> {
  readonly row: FoundFact;
  readonly at: number;
  /** Which of its kind: its number, or that it is new. */
  readonly which: string;
}

const Row = ({ language, row, at, field, which }: RowProps) => {
  const name = (part: keyof FoundFact) => `found[${at}][${part}]`;
  const what = foundWords[row.fact][language];
  const hidden = <Hidden values={{ [name('fact')]: row.fact }} />;
  if (row.fact === 'prior-decision') {
    const of = (words: string) => `${words} (${which})`;
    return (
      <fieldset class="stack">
        <legend>
          {what} ({which})
        </legend>
        {hidden}
        <div class="cols">
          <TextField {...field(name('body'), of(T.decidedBy[language]), row.body)} wide />
          <TextField {...field(name('date'), of(T.decidedOn[language]), row.date)} type="date" />
          <TextField {...field(name('section'), of(T.decidedIn[language]), row.section)} short />
        </div>
        <TextField {...field(name('text'), of(T.decidedWhat[language]), row.text)} wide />
      </fieldset>
    );
  }
  const isDay = row.fact === 'date' || row.fact === 'deadline';
  const part = isDay ? 'date' : 'text';
  const label = ONE_OF.has(row.fact) ? what : `${what} (${which})`;
  return (
    <>
      {hidden}
      <TextField {...field(name(part), label, row[part])} {...(isDay ? { type: 'date' } : { wide: true })} />
    </>
  );
};
