import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { Clock } from '../config/clock.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { Invalid } from '../rules/problem.js';
import type { Signer } from '../rules/signatures.js';
import { paperToSign } from './paper-to-sign.js';
import { because } from './refusals.js';
import type { RequestSignaturesBody, SignerBody } from './signatures.dto.js';

/** Sends a paper of a reply for signature. */
@Injectable()
export class RequestSignatures {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /**
   * What the paper says is settled here, in the transaction; the row promises that it is made and handed over, once each,
   * by a worker (`HandleRequests`).
   */
  async request(caller: Caller, id: string, body: RequestSignaturesBody): Promise<ConsultationView> {
    const { paper, inOrder = false, lastDay } = body;
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'request-signatures',
      async (consultation, { tx, today }) => {
        if (lastDay < today) throw new Invalid({ pointer: '/lastDay', ...because.lastDayHasPassed });
        refuseTwice(body.signers);
        const written = await paperToSign(tx, consultation, paper, body.signers, this.clock.now());
        const signers = body.signers.map(({ name, title, email }): Signer => ({
          name,
          title,
          email,
          state: 'waiting',
          at: null,
        }));
        await tx.query(
          `INSERT INTO signature_requests (id, consultation_id, paper, signers, in_order, last_day, asked_by, written, text_hash)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, text_to_sign($2, $3))`,
          [
            randomUUID(),
            id,
            paper,
            JSON.stringify(signers),
            inOrder,
            lastDay,
            caller.actor.username,
            JSON.stringify(written),
          ],
        );
        const named = signers.map(({ name, title }) => ({ name, title }));
        return { after: { signatures: { paper, signers: named, inOrder, lastDay } } };
      },
      () => ({ facts: { paperToSign: paper } }),
    );
  }
}

/** The service could not tell two apart who are reached at one address. */
function refuseTwice(signers: readonly SignerBody[]): void {
  const known = new Set<string>();
  for (const [index, { email }] of signers.entries()) {
    const address = email.toLowerCase();
    if (known.has(address))
      throw new Invalid({ pointer: `/signers/${index}/email`, ...because.signerNamedTwice });
    known.add(address);
  }
}
