import type { DispatchSummaryView } from '../consultations/consultations.dto.js';
import { filled, type Paper } from '../papers/paper.js';
import { part, points, text } from '../papers/parts.js';
import { decidedIn, frameOf, recipientsOf, type ReplyFacts } from '../statements/statement-parts.js';

/** What goes with a dispatch (*följebrev*): what is sent to whom, and by what it can be checked. */
export function coveringMessagePaper(facts: ReplyFacts, dispatch: DispatchSummaryView): Paper {
  const { consultation, consultee, decision, issuer, statement } = facts;
  const { title, caseNumber } = consultation;
  return {
    ...frameOf(facts, { name: 'Följebrev', day: dispatch.forwardedOn }),
    to: [...new Set([issuer, ...recipientsOf(facts)])],
    blocks: filled([
      text(`${consultee} översänder sitt yttrande över remissen ”${title}” (${caseNumber}).`),
      decision === null ? null : text(`Yttrandet är beslutat av ${decidedIn(decision, consultee)}.`),
      dispatch.reason === null ? null : text(`Det ersätter det som expedierats tidigare: ${dispatch.reason}`),
      part('documents'),
      points(['Yttrande', ...statement.basis.map((document) => document.title)]),
      part('checksum'),
      text(`Det expedierade innehållet har SHA-256 ${dispatch.sha256}.`),
    ]),
    writtenAt: dispatch.sentAt,
  };
}
