import type { Paper } from '../../papers/paper.js';
import { PaperSheet } from '../../papers/paper-sheet.js';
import type { Language } from '../../rules/texts.js';
import { t } from './step-field.js';

const PAPER = t('Handlingen', 'The paper');

/** The paper that a step is about, whole, below its form. */
export const PaperBelow = ({ paper, language }: { readonly paper: Paper; readonly language: Language }) => (
  <section class="preview below" aria-labelledby="papper-rubrik">
    <h2 id="papper-rubrik">{PAPER[language]}</h2>
    <PaperSheet paper={paper} level={2} />
  </section>
);
