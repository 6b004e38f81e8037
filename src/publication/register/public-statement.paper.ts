import { filled, type Fact, type Paper } from '../../papers/paper.js';
import { inWords, text } from '../../papers/parts.js';
import { outcomeWords, routeWords, stanceWords } from '../../rules/words.js';
import type { PublicStatementView } from './public-register.dto.js';
import { MASKED } from './register-texts.js';

const ABOUT =
  'Ur det offentliga diariet. Det som expedierades i sin helhet kan begäras ut hos registratorn, och prövas då.';
const RECORDED = 'Svaret kom in på annat sätt än genom Yttra och är registrerat av mottagaren.';
const KEPT =
  'Vill du ta del av uppgifterna, vänd dig till registratorn: frågan prövas varje gång den ställs.';

/**
 * A published statement on paper: what everyone can read of it in the register and nothing else, so that what is masked
 * there is masked here. What was dispatched says more, and is not public by being published.
 */
export function publicStatementPaper(entry: PublicStatementView): Paper {
  const { number, title, bodyName, issuerName, caseNumber, masked, clauses, recordedByIssuer } = entry;
  return {
    language: 'sv',
    name: 'Yttrande',
    title: title ?? `${number}: ${MASKED.sv}`,
    sender: bodyName ?? '',
    to: issuerName === null ? [] : [issuerName],
    number,
    facts: [
      { label: 'Expedierat', value: inWords(entry.date) },
      fact('Ärendenummer', number),
      fact('Remissens ärendenummer', caseNumber),
      fact('Ställningstagande', entry.stance && stanceWords[entry.stance].sv),
      fact('Beslutat av', entry.route && routeWords[entry.route].sv),
      fact('Beslutsdatum', decided(entry)),
      fact('Beslut', entry.outcome && outcomeWords[entry.outcome].sv),
    ].filter((each) => each !== null),
    blocks: filled([
      text(masked ? KEPT : ''),
      { is: 'clauses', lead: `${bodyName ?? ''} har beslutat`, clauses: clauses ?? [] },
      text(recordedByIssuer ? RECORDED : ''),
      text(ABOUT),
    ]),
    foot: bodyName === null ? [] : [bodyName],
    writtenAt: entry.updatedAt,
  };
}

const fact = (label: string, value: string | null): Fact | null => (value === null ? null : { label, value });

const decided = ({ decidedOn, section }: PublicStatementView): string | null =>
  decidedOn === null ? null : `${inWords(decidedOn)}${section === null ? '' : `, § ${section}`}`;
