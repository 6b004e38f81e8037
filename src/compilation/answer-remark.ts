import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { DomainError, Invalid } from '../rules/problem.js';
import type { Stand } from '../rules/stand.js';
import type { Texts } from '../rules/texts.js';
import type { AnswerRemarkBody, RemarkAnswerView } from './compilation.dto.js';
import { because } from './refusals.js';

/** What was sent last, and beside it the reply that was recorded, whose remarks can be mended. */
const INSERT = `
  INSERT INTO remark_answers (id, consultation_id, dispatch_id, about, remark, text, stand, answered_by)
  SELECT $1, $2, sent.id, CASE WHEN sent.id IS NULL THEN recorded.content->'remarks'->($3 - 1) END, $3, $4, $5, $6
  FROM (VALUES ($2::uuid)) answered (id)
  LEFT JOIN LATERAL (SELECT id FROM dispatches WHERE consultation_id = answered.id ORDER BY number DESC LIMIT 1) sent ON true
  LEFT JOIN recorded_replies recorded ON recorded.consultation_id = answered.id`;

@Injectable()
export class AnswerRemark {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * Every relevant remark is answered, so that its sender understands the stand taken.
   *
   * @throws DomainError `stale-version` where another answer stands there than the one that this takes the place of.
   */
  async answer(caller: Caller, consultationId: string, body: AnswerRemarkBody): Promise<RemarkAnswerView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, facts, change } = await begin(
        attempt,
        CONSULTATION,
        consultationId,
        'answer-remark',
        addingToIt,
      );
      const { remark, text, stand = null } = body;
      if (remark > facts.remarks) throw new Invalid({ pointer: '/remark', ...because.noSuchRemark });
      await refuseWhereAnother(change.tx, consultationId, body);
      const answer = { id: randomUUID(), remark, text, stand, answeredBy: caller.actor.username };
      await change.tx.query(INSERT, [answer.id, consultationId, remark, text, stand, answer.answeredBy]);
      await change.remember(
        answer,
        { verb: 'answer-remark', objectType: 'remark-answer', body: row.issuerCode, ...row.about },
        { before: null, after: { remark, text, stand } },
      );
      // What answers an outside sender has no issuer here, and so nobody who answers its remarks.
      return { ...answer, consultationId, referralId: row.referralId! };
    });
  }
}

const STALE: Texts = {
  sv: 'Någon annan har svarat på synpunkten.',
  en: 'Somebody else has answered the remark.',
};

/** The consultation is locked, so that no answer comes in between. The same answer again is no other. */
async function refuseWhereAnother(
  tx: EntityManager,
  consultationId: string,
  { remark, text, stand, replaces }: AnswerRemarkBody,
): Promise<void> {
  const [latest]: { id: string; text: string; stand: Stand | null }[] = await tx.query(
    `SELECT answer.id, answer.text, answer.stand FROM remark_answers answer
     LEFT JOIN recorded_replies recorded ON recorded.consultation_id = answer.consultation_id
     WHERE answer.consultation_id = $1 AND answer.remark = $2 AND (
       answer.dispatch_id = (SELECT id FROM dispatches WHERE consultation_id = $1 ORDER BY number DESC LIMIT 1)
       OR answer.about = recorded.content->'remarks'->(answer.remark - 1))
     ORDER BY answered_at DESC LIMIT 1`,
    [consultationId, remark],
  );
  const isSame = latest?.text === text && latest.stand === (stand ?? null);
  if (!latest || latest.id === replaces || isSame) return;
  throw new DomainError('stale-version', STALE);
}
