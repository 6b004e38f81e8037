import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Consultation } from '../consultations/consultation.entity.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { consultationIsVisible } from '../identity/visibility.js';
import { Invalid } from '../rules/problem.js';
import type { AnswerRemarkBody, RemarkAnswerView } from './compilation.dto.js';

@Injectable()
export class AnswerRemark {
  constructor(private readonly makeChange: MakeChange) {}

  /** Every relevant remark is answered, so that its sender understands the stand taken. */
  async answer(caller: Caller, consultationId: string, body: AnswerRemarkBody): Promise<RemarkAnswerView> {
    return this.makeChange.make(caller, async (change) => {
      const consultation = await change.lock(Consultation, consultationId, consultationIsVisible);
      await change.permit('consultation.answer-remark', consultation.subject);
      const [dispatch]: { id: string; remarks: number }[] = await change.tx.query(
        `SELECT id, coalesce(jsonb_array_length(content->'statement'->'remarks'), 0) AS remarks
         FROM dispatches WHERE consultation_id = $1 ORDER BY number DESC LIMIT 1`,
        [consultationId],
      );
      if (!dispatch || body.remark > dispatch.remarks) throw noSuchRemark();
      const answer = {
        id: randomUUID(),
        remark: body.remark,
        text: body.text,
        answeredBy: caller.actor.username,
      };
      await change.tx.query(
        'INSERT INTO remark_answers (id, dispatch_id, remark, text, answered_by) VALUES ($1, $2, $3, $4, $5)',
        [answer.id, dispatch.id, answer.remark, answer.text, answer.answeredBy],
      );
      await change.remember(
        answer,
        {
          verb: 'answer-remark',
          objectType: 'remark-answer',
          body: consultation.issuerCode,
          caseId: consultation.caseId,
          referralId: consultation.referralId,
          consultationId,
        },
        { before: null, after: { remark: answer.remark, text: answer.text } },
      );
      return { ...answer, consultationId };
    });
  }
}

function noSuchRemark(): Invalid {
  return new Invalid({
    pointer: '/remark',
    code: 'no-such-remark',
    detail: {
      sv: 'Det expedierade yttrandet har ingen synpunkt med det numret.',
      en: 'The dispatched statement has no remark of that number.',
    },
  });
}
