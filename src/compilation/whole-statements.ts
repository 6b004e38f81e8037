import type { DecisionView } from '../consultations/decision-view.dto.js';
import { preparationParts, said } from '../decisions/preparation-parts.js';
import { filled, type Block } from '../papers/paper.js';
import { heading, inWords, points, text } from '../papers/parts.js';
import { stanceWords } from '../rules/words.js';
import type { Stance } from '../rules/stance.js';
import type { CompilationView, CompiledConsulteeView } from './compilation.dto.js';

/** A stance in words; nothing where none is said. */
export const stanceSaid = (said: string | null): string =>
  said === null ? '' : (stanceWords[said as Stance]?.sv ?? said);

/** The annex: every reply as it came, unedited and without what the issuer answers, after the check that none is missing. */
export function wholeStatements({ consultees, totals }: CompilationView): Block[] {
  const replies = consultees
    .filter(({ state }) => state === 'forwarded' || state === 'received')
    .map((reply) => ({ reply, blocks: filled(wholeStatement(reply)) }));
  if (replies.length === 0) return [];
  return [
    heading('Yttrandena i sin helhet'),
    ...check(replies, totals.unasked),
    ...replies.flatMap(({ reply, blocks }) => [heading(reply.consulteeName, 3), ...blocks]),
  ];
}

interface Replied {
  readonly reply: CompiledConsulteeView;
  readonly blocks: readonly Block[];
}

/** Counts what stands in the annex against who has replied, and names whoever stands there without their words. */
function check(replies: readonly Replied[], unasked: number): Block[] {
  const kept = replies.filter(({ reply }) => reply.masked);
  const onPaper = replies.filter(({ reply }) => reply.recordedReply !== null && !reply.masked);
  const missing = replies.filter(({ reply, blocks }) => !reply.masked && blocks.length === 0);
  const unnamed = unasked - replies.filter(({ reply }) => reply.unasked).length;
  const whole = replies.length - kept.length - onPaper.length - missing.length;
  const said = [
    `${replies.length} svar har kommit in, och vart och ett har sin plats i bilagan, i den ordning som remissinstanserna står ovan.`,
    whole > 0 ? `${whole} återges ordagrant, som de expedierades.` : '',
    onPaper.length > 0
      ? `${onPaper.length} har kommit på annat sätt än genom Yttra; av dem återges det som har förts in, och handlingen finns i ärendet.`
      : '',
    kept.length > 0 ? `${kept.length} visas inte, eftersom de är sekretessbelagda eller inte delas.` : '',
    unnamed > 0 ? `${unnamed} till har kommit från andra än de tillfrågade, och visas inte.` : '',
    missing.length === 0 ? 'Inget svar saknas.' : 'Text saknas från:',
  ];
  return [
    text(said.filter((sentence) => sentence !== '').join(' ')),
    points(missing.map(({ reply }) => reply.consulteeName)),
  ];
}

function wholeStatement(reply: CompiledConsulteeView): Block[] {
  const { clauses, summary, matter, assessment, sections, answers, remarks, recordedReply } = reply;
  // A version that was shared before these were compiled has none of them.
  const {
    statementTitle,
    basis,
    recipients,
  }: { statementTitle?: string | null; basis?: readonly string[]; recipients?: readonly string[] } = reply;
  if (reply.masked) return [text('Svaret visas inte här.')];
  return [
    text(
      recordedReply === null
        ? ''
        : `Svaret kom in den ${inWords(recordedReply.receivedOn)} och finns som handling i ärendet.`,
    ),
    text(statementTitle ?? ''),
    {
      is: 'clauses',
      lead: stanceSaid(reply.stance) || 'Beslut',
      clauses: clauses.map((clause) => clause.text),
    },
    ...[summary, matter, assessment].map((part) => text(part ?? '')),
    ...sections.flatMap((section) => [text(section.heading), text(section.text)]),
    ...answers.flatMap(({ question, text: answer }) => [text(`Svar på fråga ${question}:`), text(answer)]),
    ...remarks.flatMap(({ passage, text: remark, proposal }) => [
      text(`Om ”${passage}”:`),
      text(remark),
      text(proposal === null ? '' : `Förslag till ny lydelse:\n${proposal}`),
    ]),
    ...proceedings(reply.decision),
    ...dissents(reply),
    ...(!basis?.length ? [] : [text('Beslutsunderlag:'), points(basis)]),
    ...(!recipients?.length ? [] : [text('Skickas till:'), points(recipients)]),
  ];
}

/** What committees proposed before it, and who took no part. */
function proceedings(decision: DecisionView | null): Block[] {
  const { preparations = [], notTakingPart = [] } = decision ?? {};
  return [
    ...(preparations.length === 0 ? [] : [text('Beredning:')]),
    ...preparations.flatMap(preparationParts),
    ...(notTakingPart.length === 0 ? [] : [text('Deltar inte i beslutet:'), points(notTakingPart.map(said))]),
  ];
}

/** Reservations and special statements are listed, and not commented. */
function dissents({ reservations, specialStatements }: CompiledConsulteeView): Block[] {
  const said = [...reservations, ...specialStatements].map(({ by, text: why }) =>
    [by, why].filter(Boolean).join(': '),
  );
  return said.length === 0 ? [] : [text('Reservationer och särskilda yttranden:'), points(said)];
}
