import { Facts } from '../../markup/notices.js';
import type { Language } from '../../rules/texts.js';
import { stanceWords } from '../../rules/words.js';
import type { StatementTyped } from './statement-form.js';
import { foundInWords, foundWords } from '../../statements/statement-fields.js';
import { T } from './statement-words.js';

/** All that is written, to be read. */
export const StatementText = ({
  language,
  typed,
}: {
  readonly language: Language;
  readonly typed: StatementTyped;
}) => {
  const text = (value: string) => (value ? <span class="as-written">{value}</span> : null);
  const lines = (values: readonly string[]) => text(values.join('\n'));
  return (
    <>
      <Facts
        long
        lines={[
          [T.title[language], typed.title || null],
          [T.stanceLabel[language], stanceWords[typed.stance as keyof typeof stanceWords]?.[language]],
          [T.proposal[language], lines(typed.clauses.map((clause) => clause.text))],
          [T.summary[language], text(typed.summary)],
          [T.matter[language], text(typed.matter)],
          [T.assessment[language], text(typed.assessment)],
          ...typed.sections.map((section) => [section.heading, text(section.text)] as const),
          [T.answers[language], lines(typed.answers.map((answer) => `${answer.question}. ${answer.text}`))],
          [T.remarks[language], lines(typed.remarks.map((remark) => `${remark.passage}: ${remark.text}`))],
          [T.basis[language], lines(typed.basis.map(({ title, date }) => `${title} ${date}`.trimEnd()))],
          [T.recipients[language], text(typed.recipients)],
        ]}
      />
      {typed.found.length > 0 && (
        <details>
          <summary>{T.found[language]}</summary>
          <Facts
            long
            lines={typed.found.map((found) => [
              foundWords[found.fact]?.[language] ?? found.fact,
              foundInWords(found),
            ])}
          />
        </details>
      )}
    </>
  );
};
