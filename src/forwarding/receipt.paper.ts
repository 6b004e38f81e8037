import type { DispatchSummaryView } from '../consultations/consultations.dto.js';
import { filled, type Paper } from '../papers/paper.js';
import { inWords, text } from '../papers/parts.js';
import type { ReplyFacts } from '../statements/statement-parts.js';

/** What whoever asked says once the statement is registered with them (*kvittens*). */
export function receiptPaper(
  { consultation, consultee, issuer, statement }: ReplyFacts,
  { receivedOn, dispatch }: { readonly receivedOn: string; readonly dispatch: DispatchSummaryView | null },
): Paper {
  const { title, caseNumber, ownCaseNumber } = consultation;
  return {
    language: 'sv',
    name: 'Kvittens',
    title: statement.title.trim() || title,
    sender: issuer,
    to: [consultee],
    number: caseNumber,
    facts: [
      { fact: 'ownNumber', label: 'Vårt ärendenummer', value: caseNumber },
      ...(ownCaseNumber === null
        ? []
        : [{ fact: 'theirNumber' as const, label: 'Ert ärendenummer', value: ownCaseNumber }]),
    ],
    blocks: filled([
      text(`${issuer} har tagit emot yttrandet från ${consultee} över remissen ”${title}”.`),
      text(`Det kom in den ${inWords(receivedOn)}.`),
      dispatch && text(`Innehållet har SHA-256 ${dispatch.sha256}.`),
    ]),
    foot: [issuer],
    writtenAt: dispatch?.sentAt ?? `${receivedOn}T12:00:00.000Z`,
  };
}
