import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { DomainError, Invalid } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import type { AnswerRemarkBody, RemarkAnswerView } from './compilation.dto.js';
import { because } from './refusals.js';

@Injectable()
export class AnswerRemark {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * Every relevant remark is answered, so that its sender understands the stand taken.
   *
   * @param seen the answer that this one takes the place of, as its writer saw it, `''` for none; left out by who takes
   *   the place of any. @throws DomainError `stale-version` where another answer stands there, that says something else.
   */
  async answer(
    caller: Caller,
    consultationId: string,
    body: AnswerRemarkBody,
    seen?: string,
  ): Promise<RemarkAnswerView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, facts, change } = await begin(
        attempt,
        CONSULTATION,
        consultationId,
        'answer-remark',
        addingToIt,
      );
      if (body.remark > facts.remarks) throw new Invalid({ pointer: '/remark', ...because.noSuchRemark });
      if (seen !== undefined) await refuseWhereAnother(change.tx, consultationId, body, seen);
      const answer = {
        id: randomUUID(),
        remark: body.remark,
        text: body.text,
        answeredBy: caller.actor.username,
      };
      await change.tx.query(
        `INSERT INTO remark_answers (id, dispatch_id, remark, text, answered_by)
         SELECT $1, id, $3, $4, $5 FROM dispatches WHERE consultation_id = $2 ORDER BY number DESC LIMIT 1`,
        [answer.id, consultationId, answer.remark, answer.text, answer.answeredBy],
      );
      await change.remember(
        answer,
        { verb: 'answer-remark', objectType: 'remark-answer', body: row.issuerCode, ...row.about },
        { before: null, after: { remark: answer.remark, text: answer.text } },
      );
      return { ...answer, consultationId };
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
  { remark, text }: AnswerRemarkBody,
  seen: string,
): Promise<void> {
  const [latest]: { text: string }[] = await tx.query(
    `SELECT text FROM remark_answers WHERE remark = $2 AND dispatch_id =
       (SELECT id FROM dispatches WHERE consultation_id = $1 ORDER BY number DESC LIMIT 1)
     ORDER BY answered_at DESC LIMIT 1`,
    [consultationId, remark],
  );
  if (latest && ![seen, text].includes(latest.text)) throw new DomainError('stale-version', STALE);
}
