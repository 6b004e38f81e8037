import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Change } from '../changes/change.js';
import { readReferral } from '../referrals/read-referral.js';
import type { Referral } from '../referrals/referral.entity.js';

/**
 * Freezes what each consultee is sent, all of which the sender sees; the hash lets anyone verify later that nothing was
 * altered. Insert-only: a supplement makes the next version, and says why.
 */
export async function freezePacket(
  { tx, caller }: Change,
  referral: Referral,
  reason: string | null = null,
): Promise<void> {
  const { caseNumber, issuer, documents, consultees } = await readReferral(tx, caller, referral.id);
  const { title, replyBy, letter, questions, decidedBy, delegationBarred } = referral;
  const [{ issuerName }]: [{ issuerName: string }] = await tx.query(
    'SELECT name AS "issuerName" FROM bodies WHERE code = $1',
    [issuer],
  );
  const packet = {
    title,
    caseNumber,
    issuer,
    issuerName,
    replyBy,
    letter,
    questions,
    documents,
    decidedBy,
    delegationBarred,
    consultees: consultees.map(({ body, name }) => ({ body, name })),
  };
  const sha256 = createHash('sha256')
    .update(canonicalize(packet) ?? '')
    .digest('hex');
  Object.assign(referral, { packet, packetSha256: sha256 });
  await tx.query(
    `INSERT INTO referral_packets (referral_id, number, packet, sha256, reason, made_by)
     SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM referral_packets WHERE referral_id = $1`,
    [referral.id, packet, sha256, reason, caller.actor.username],
  );
}
