import type { Paper } from '../../papers/paper.js';
import { PaperSheet } from '../../papers/paper-sheet.js';
import type { Language } from '../../rules/texts.js';
import { T } from './statement-words.js';

/** The staff report as it becomes, beside what it is made of; its files are of what was saved last. */
export const Preview = ({
  language,
  address,
  paper,
  hasFiles,
}: {
  readonly language: Language;
  readonly address: string;
  readonly paper: Paper | null;
  readonly hasFiles: boolean;
}) => (
  <section class="preview" aria-labelledby="papper-rubrik">
    <div class="row" data-spread="">
      <h2 id="papper-rubrik">{T.paper[language]}</h2>
      {hasFiles && (
        <p class="row">
          {(['pdf', 'docx'] as const).map((format) => (
            <a class="ds-link" href={`${address}/handlingar/tjansteskrivelse?format=${format}`}>
              {format === 'pdf' ? 'PDF' : 'Word'}
              <span class="ds-sr-only">, {T.paperSaved[language]}</span>
            </a>
          ))}
        </p>
      )}
    </div>
    <div class="desk-top" role="region" aria-label={T.paperRegion[language]} tabIndex={0} id="papper">
      {paper ? <PaperSheet paper={paper} level={2} /> : <p class="quiet">{T.emptyPaper[language]}</p>}
    </div>
  </section>
);
