import type { CompilationView } from '../../compilation/compilation.dto.js';
import { Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';

const T = {
  heading: { sv: 'Sammanfattning av svaren', en: 'The replies in short' },
} satisfies Record<string, Texts>;

/** What the issuer makes of the answers and the remarks, where it has said so. */
export const Summaries = ({
  view: { questions, passages },
  language,
}: {
  readonly view: CompilationView;
  readonly language: Language;
}) => {
  const said = [
    ...questions.map(({ number, text, summary }) => ({ heading: `${number}. ${text}`, summary })),
    ...passages.flatMap(({ passage, summary, names }) => [
      { heading: passage, summary },
      ...names.map((name) => ({ heading: `${name.passage} (${passage})`, summary: name.summary })),
    ]),
  ].filter(({ summary }) => summary);
  return said.length === 0 ? null : (
    <Sheet id="i-korthet" heading={T.heading[language]}>
      {said.map(({ heading, summary }) => (
        <div class="stack" data-gap="s">
          <h3>{heading}</h3>
          <p class="as-written">{summary}</p>
        </div>
      ))}
    </Sheet>
  );
};
