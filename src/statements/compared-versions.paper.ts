import type { ConsultationView } from '../consultations/consultations.dto.js';
import { filled, type Block, type Paper } from '../papers/paper.js';
import { dayOf, heading, inWords, text } from '../papers/parts.js';
import { fieldWords } from './statement-fields.js';
import type { ComparedVersions } from './statements.queries.js';

interface About {
  readonly consultation: Pick<ConsultationView, 'title' | 'ownCaseNumber' | 'caseNumber'>;
  /** By name. */
  readonly consultee: string;
  /** Who wrote the newer version, by name. */
  readonly author: string;
}

const HOW_TO_READ =
  'Det som har lagts till är understruket. Det som har tagits bort är överstruket och står inom hakparenteser. I Word är det spårade ändringar.';

/** A version with what has changed since an earlier one marked in it, in the order in which a statement is read. */
export function comparedVersionsPaper(
  { newer, earlier, fields }: ComparedVersions,
  { consultation, consultee, author }: About,
): Paper {
  const savedAt = newer.created_at!.toISOString();
  const number = consultation.ownCaseNumber ?? consultation.caseNumber;
  const blocks = fields.flatMap(({ field, items }): Block[] => [
    heading(fieldWords[field].sv),
    ...items.map(({ parts }): Block => ({ is: 'revised', runs: parts })),
  ]);
  return {
    language: 'sv',
    name: 'Jämförelse av versioner',
    title: consultation.title ?? number,
    sender: consultee,
    to: [],
    number,
    facts: [
      { label: 'Version', value: `${newer.number}, sparad ${inWords(dayOf(savedAt))} av ${author}` },
      {
        label: 'Jämförd med',
        value:
          earlier.created_at === null
            ? 'ingenting: det här är den första'
            : `version ${earlier.number}, sparad ${inWords(dayOf(earlier.created_at.toISOString()))}`,
      },
    ],
    blocks: filled([text(HOW_TO_READ), ...blocks]),
    foot: [consultee],
    writtenAt: savedAt,
    revisedBy: author,
  };
}
