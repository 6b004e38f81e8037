import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { Invalid } from '../rules/problem.js';
import type { AnswerRemarkBody, RemarkAnswerView } from './compilation.dto.js';
import { because } from './refusals.js';

@Injectable()
export class AnswerRemark {
  constructor(private readonly makeChange: MakeChange) {}

  /** Every relevant remark is answered, so that its sender understands the stand taken. */
  async answer(caller: Caller, consultationId: string, body: AnswerRemarkBody): Promise<RemarkAnswerView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row, facts, change } = await begin(
        attempt,
        CONSULTATION,
        consultationId,
        'answer-remark',
        addingToIt,
      );
      if (body.remark > facts.remarks) throw new Invalid({ pointer: '/remark', ...because.noSuchRemark });
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
