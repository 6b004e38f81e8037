import { filled, type Paper } from '../papers/paper.js';
import { dayOf, heading, inWords, text } from '../papers/parts.js';
import { standWords } from '../rules/words.js';
import type { RemarkAnswersView } from './shared-compilations.dto.js';

/** The letter to one who replied: how each of its remarks was met (*Så bemöttes era synpunkter*). */
export function remarkAnswersPaper(
  answers: RemarkAnswersView,
  { title, caseNumber, ownCaseNumber }: { title: string; caseNumber: string; ownCaseNumber: string | null },
): Paper {
  const { issuerName, consulteeName, note, number, remarks, sharedAt } = answers;
  return {
    language: 'sv',
    name: 'Så bemöttes era synpunkter',
    title,
    sender: issuerName,
    to: [consulteeName],
    number: caseNumber,
    facts: [
      { label: 'Datum', value: inWords(dayOf(sharedAt)) },
      { label: 'Vårt ärendenummer', value: caseNumber },
      ...(ownCaseNumber === null ? [] : [{ label: 'Ert ärendenummer', value: ownCaseNumber }]),
      { label: 'Sammanställningens version', value: String(number) },
    ],
    blocks: filled([
      text(
        remarks.length === 0
          ? `${consulteeName} har inte lämnat några synpunkter på förslagets text.`
          : `Här står hur ${issuerName} har bemött de synpunkter som ${consulteeName} har lämnat.`,
      ),
      text(note ?? ''),
      ...remarks.flatMap(({ number: each, passage, text: remark, proposal, stand, issuerAnswer }) => [
        heading(`${each} ${passage}`),
        heading('Er synpunkt', 3),
        text(remark),
        text(proposal === null ? '' : `Ert förslag till ny lydelse:\n${proposal}`),
        heading(`${issuerName} svarar`, 3),
        text(stand === null ? '' : `${standWords[stand].sv}.`),
        text(issuerAnswer ?? 'Synpunkten är inte besvarad för sig.'),
      ]),
    ]),
    foot: [issuerName],
    writtenAt: sharedAt,
  };
}
