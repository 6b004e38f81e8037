import type { PreparationView } from '../consultations/decision-view.dto.js';
import type { Block } from '../papers/paper.js';
import { inWords, points, text } from '../papers/parts.js';

/** What a committee that prepared the matter proposed, and whether that is what was decided. */
export function preparationParts(preparation: PreparationView): Block[] {
  const { organ, notTakingPart, adopted } = preparation;
  return [
    proposalOf(preparation),
    ...(adopted ? [text(`Beslutet följer förslaget från ${organ}.`)] : []),
    ...(notTakingPart.length === 0
      ? []
      : [text('Deltar inte i utskottets beslut:'), points(notTakingPart.map(said))]),
  ];
}

function proposalOf({ organ, meetingDate, section, clauses, noProposal }: PreparationView): Block {
  const when = `${organ} den ${inWords(meetingDate)}, § ${section},`;
  if (noProposal) return text(`${when} lämnar ärendet till nämnden utan förslag till beslut.`);
  if (clauses === null) return text(`${when} föreslår nämnden att besluta enligt förvaltningens förslag.`);
  return {
    is: 'clauses',
    lead: `${when} föreslår nämnden att besluta`,
    clauses: clauses.map((clause) => clause.text),
  };
}

/** The same in one text, a line each, for a cell. */
export const preparationText = (preparation: PreparationView): string =>
  preparationParts(preparation)
    .flatMap((block) => {
      if (block.is === 'clauses') return [block.lead, ...block.clauses];
      if (block.is === 'points') return block.items;
      return block.is === 'text' ? [block.text] : [];
    })
    .join('\n');

/** A member, and why where that was said. */
export const said = ({ by, text: why }: { by: string; text?: string }): string =>
  why === undefined ? by : `${by}: ${why}`;
