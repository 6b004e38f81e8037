import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { WithdrawSignatureRequestBody } from './signatures.dto.js';

/** Takes back a request for signatures. */
@Injectable()
export class WithdrawSignatureRequest {
  constructor(private readonly makeChange: MakeChange) {}

  /**
   * It has ended at once, whatever comes of it; the signature service is told by a worker, once whoever may be handing
   * the paper over at this moment has come to an end.
   */
  async withdraw(
    caller: Caller,
    id: string,
    { paper }: WithdrawSignatureRequestBody,
  ): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'withdraw-signature-request',
      async (_consultation, { tx }) => {
        await tx.query(
          `UPDATE signature_requests SET state = 'withdrawn', ended_at = clock_timestamp(), ended_because = 'by-person',
             written = NULL, failures = 0, last_error = NULL, due_at = greatest(due_at, now())
           WHERE consultation_id = $1 AND paper = $2 AND ended_at IS NULL`,
          [id, paper],
        );
        return { before: { signatures: { paper } }, after: { signatures: { paper, state: 'withdrawn' } } };
      },
      () => ({ facts: { paperToSign: paper } }),
    );
  }
}
