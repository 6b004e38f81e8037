import { fragmentOf } from '../../markup/render.js';
import type { Paper } from '../../papers/paper.js';
import { PaperSheet } from '../../papers/paper-sheet.js';
import type { Language } from '../../rules/texts.js';
import type { AlsoWritingView, WorkingCopyView } from '../../statements/working-copy.dto.js';
import { Advised, AlsoWriting } from './statement-notices.js';

/** Parts of the editor's page as they have become; its script puts them where they stand. */
export const adviceFragment = (language: Language, { advice }: Pick<WorkingCopyView, 'advice'>): string =>
  fragmentOf(<Advised language={language} advice={advice} />);

export const paperFragment = (paper: Paper): string => fragmentOf(<PaperSheet paper={paper} level={2} />);

export const othersFragment = (
  language: Language,
  others: readonly AlsoWritingView[],
  today: string,
): string => fragmentOf(<AlsoWriting language={language} others={others} today={today} />);
