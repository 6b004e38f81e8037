import type { EntityManager } from 'typeorm';
import type { Consultation } from '../consultations/consultation.entity.js';
import { minutesExtractPaper } from '../decisions/minutes-extract.paper.js';
import { factsOfContent } from '../forwarding/dispatched-paper.js';
import { decidedContent } from '../forwarding/write-dispatch.js';
import { inItsForm } from '../organisation/paper-forms/in-its-form.js';
import type { Paper } from '../papers/paper.js';
import type { Signer, SignedPaper } from '../rules/signatures.js';
import { statementPaper } from '../statements/statement.paper.js';

const BESIDE = `SELECT packets.packet->'questions' AS questions, (SELECT email FROM bodies WHERE code = consultee_code) AS address
  FROM consultations LEFT JOIN referral_packets packets ON packets.referral_id = consultations.referral_id AND packets.number = $2
  WHERE consultations.id = $1`;

type Beside = Parameters<typeof factsOfContent>[3];

/** What is signed: what was decided, as it would be dispatched today, with those who sign it at its end. */
export async function paperToSign(
  tx: EntityManager,
  consultation: Consultation,
  kind: SignedPaper,
  signers: readonly Pick<Signer, 'name' | 'title'>[],
  day: Date,
): Promise<Paper> {
  const content = await decidedContent(tx, consultation);
  const { consultee, packetVersion } = content.consultation;
  const [beside]: Beside[] = await tx.query(BESIDE, [consultation.id, packetVersion]);
  const facts = await factsOfContent(tx, content, day, beside!);
  const signedBy = signers.map(({ name, title }) => `${name}, ${title.toLocaleLowerCase('sv')}`);
  const paper = kind === 'statement' ? statementPaper(facts) : minutesExtractPaper({ ...facts, signedBy });
  const { blocks, ...formed } = await inItsForm(tx, consultee, kind, paper);
  const signatures = signers.map(({ name, title }) => ({ name, title }));
  // In place of those that the form of the body's papers has.
  return {
    ...formed,
    blocks: [...blocks.filter(({ is }) => is !== 'signatures'), { is: 'signatures', signatures }],
  };
}
