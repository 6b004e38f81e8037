import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { PromiseDeliveries, type Recipient } from '../delivery/promise-deliveries.js';
import type { SignatureTopic } from '../delivery/topics.js';
import type { EndOfSignatures, SignatureEnd, SignedPaper } from '../rules/signatures.js';
import type { ClaimedRequest } from './claimed-request.js';

/** Nobody: the service itself. */
const AUTOMATIC = 'yttra';

const TOPIC: Readonly<Record<EndOfSignatures, SignatureTopic>> = {
  signed: 'signatures-received',
  refused: 'signatures-refused',
  'timed-out': 'signatures-timed-out',
  failed: 'signatures-failed',
  withdrawn: 'signatures-withdrawn',
};

export interface End {
  readonly state: EndOfSignatures;
  readonly because?: Exclude<SignatureEnd, 'by-person'>;
  /** What came back, of one that is signed. */
  readonly signed?: { readonly on: string; readonly documentId: string };
}

interface About {
  readonly consultation_id: string;
  readonly case_id: string;
  readonly referral_id: string | null;
  readonly consultee_code: string | null;
  readonly state: string;
  readonly paper: SignedPaper;
  /** Whether whoever asked still works at the body. */
  readonly asker_is_there: boolean;
}

const ABOUT = `consultation_id, case_id, referral_id, consultee_code, consultations.state AS state, paper,
  EXISTS (SELECT FROM effective_roles JOIN people USING (username) WHERE username = asked_by AND body_code = consultee_code
    AND active AND role NOT IN ('reader', 'administrator')) AS asker_is_there`;

/** Ends a request that nobody has ended meanwhile, with its event in the audit trail and word to whoever asked. */
@Injectable()
export class EndRequest {
  constructor(
    private readonly auditTrail: AuditTrail,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * The signature service is told next of what has not ended there by itself.
   *
   * @returns whether it was this attempt that ended it.
   */
  async end(tx: EntityManager, request: ClaimedRequest, { state, because, signed }: End): Promise<boolean> {
    const endsHereFirst = state === 'timed-out' || state === 'withdrawn' || state === 'failed';
    const [[about]]: [About[], number] = await tx.query(
      `UPDATE signature_requests SET state = $3, ended_at = clock_timestamp(), ended_because = $4, signed_on = $5, document_id = $6,
         written = NULL, failures = 0, last_error = NULL, due_at = CASE WHEN $7 THEN now() END
       FROM consultations WHERE consultations.id = consultation_id
         AND signature_requests.id = $1 AND attempts = $2 AND ended_at IS NULL 
       RETURNING ${ABOUT}`,
      [
        request.id,
        request.attempts,
        state,
        because ?? null,
        signed?.on ?? null,
        signed?.documentId ?? null,
        endsHereFirst,
      ],
    );
    if (!about) return false;
    await this.remember(tx, about, { state, ...(because && { because }), ...(signed && { signed }) });
    await this.tell(tx, request, about, TOPIC[state], state === 'failed');
    return true;
  }

  /** Tells the registrar, once, that a request is delayed, whoever has tried it and how often. */
  async delayed(tx: EntityManager, request: ClaimedRequest, toldAfter: number): Promise<void> {
    const [[about]]: [About[], number] = await tx.query(
      `UPDATE signature_requests SET told_at = clock_timestamp() FROM consultations
       WHERE consultations.id = consultation_id AND signature_requests.id = $1 AND told_at IS NULL AND failures >= $2
       RETURNING ${ABOUT}`,
      [request.id, toldAfter],
    );
    if (about) await this.tell(tx, request, about, 'signatures-delayed', true);
  }

  private async remember(
    tx: EntityManager,
    { consultation_id: consultationId, paper, ...about }: About,
    { state, because, signed }: End,
  ): Promise<void> {
    await this.auditTrail.remember(tx, {
      actor: AUTOMATIC,
      body: about.consultee_code,
      verb: signed ? 'receive-signed-paper' : 'end-signature-request',
      objectType: 'consultation',
      objectId: consultationId,
      caseId: about.case_id,
      referralId: about.referral_id,
      consultationId,
      state: about.state,
      before: { signatures: { paper } },
      after: {
        signatures: { paper, state, ...(because && { because }) },
        ...(signed && { signedOn: signed.on, documentId: signed.documentId }),
      },
    });
  }

  /** Whoever asked, where they still work there; the registrar too of what somebody has to look into. */
  private async tell(
    tx: EntityManager,
    { asked_by: person }: ClaimedRequest,
    about: About,
    topic: SignatureTopic,
    registrarToo: boolean,
  ): Promise<void> {
    const { consultee_code: body } = about;
    if (body === null) return;
    const recipients: Recipient[] = [
      ...(about.asker_is_there ? [{ body, person }] : []),
      ...(registrarToo || !about.asker_is_there ? [{ body, role: 'registrar' as const }] : []),
    ];
    await this.promiseDeliveries.promise(
      tx,
      recipients.map((recipient) => ({
        kind: 'notice' as const,
        topic,
        senderBody: null,
        recipient,
        caseId: about.case_id,
        referralId: about.referral_id,
        consultationId: about.consultation_id,
      })),
    );
  }
}
