import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Also } from '../changes/step.js';
import type { EntityManager } from 'typeorm';
import type { Consultation } from '../consultations/consultation.entity.js';
import { correctDecision, saysSomething } from '../decisions/correct-decision.js';
import { PromiseDeliveries, type Recipient } from '../delivery/promise-deliveries.js';
import { Decision } from '../decisions/decision.entity.js';
import { notBefore, notInTheFuture } from '../http/field-rules.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { Invalid } from '../rules/problem.js';
import { checkReferences } from '../statements/check-references.js';
import type { StatementRecipient } from '../statements/statement.js';
import { unknownRecipients } from '../statements/unknown-recipients.js';
import type { ForwardBody, ForwardCorrectionBody, ForwardedView } from './forwarding.dto.js';
import { LetDispatchGo } from './let-dispatch-go.js';
import { because } from './refusals.js';
import { writeDispatch } from './write-dispatch.js';

/** Sends the decided statement to the issuer and to everyone else that the decision names. */
@Injectable()
export class ForwardStatement {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly promiseDeliveries: PromiseDeliveries,
    private readonly letDispatchGo: LetDispatchGo,
  ) {}

  /**
   * State, frozen dispatch, deliveries, audit event and promised jobs in one transaction: all of it
   * or nothing. The paper is written afterwards, and the deliveries wait for it. In Yttra the statement reaches the issuer the moment it is forwarded; outside, when its letter is
   * delivered.
   */
  async forward(caller: Caller, id: string, { forwardedOn }: ForwardBody = {}): Promise<ForwardedView> {
    const view = await this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'forward',
      async (consultation, change) => {
        const day = await dayOfForwarding(change, consultation, forwardedOn);
        return this.dispatch(change, consultation, day);
      },
    );
    return view as ForwardedView;
  }

  /**
   * A new dispatch that names the one it replaces; the earlier one stays readable. Whether the reply
   * was late is judged by the day of the first: a correction makes no timely reply late, unless it corrects that day.
   */
  async forwardCorrection(caller: Caller, id: string, body: ForwardCorrectionBody): Promise<ForwardedView> {
    const view = await this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'forward-correction',
      async (consultation, change) => {
        await checkReferences(change, consultation, {
          recipients: body.recipients ?? [],
          basis: [],
          answers: [],
        });
        const { forwardedOn, ...correction } = body;
        const corrected = saysSomething(correction)
          ? await correctDecision(change, consultation, correction)
          : {};
        await correctFirstDay(change, consultation, forwardedOn);
        const sent = await this.dispatch(change, consultation, change.today, body);
        const warnings = [...(corrected.warnings ?? []), ...(sent.warnings ?? [])];
        return {
          before: corrected.before ?? {},
          after: { ...corrected.after, ...sent.after },
          answer: sent.answer ?? {},
          ...(warnings.length > 0 && { warnings }),
        };
      },
    );
    return view as ForwardedView;
  }

  private async dispatch(
    change: Change,
    consultation: Consultation,
    forwardedOn: string,
    correction?: { readonly reason: string },
  ): Promise<Also> {
    const {
      id: dispatchId,
      sha256,
      recipients,
    } = await writeDispatch(change, consultation, forwardedOn, correction);
    const toIssuer = randomUUID();
    const everyone = [await issuerOf(change.tx, consultation), ...recipients.map(recipientFrom)];
    const deliveries = await this.promiseDeliveries.promise(
      change.tx,
      eachOnce(everyone).map((recipient, place) => ({
        kind: 'dispatch' as const,
        topic: correction ? ('statement-corrected' as const) : ('statement-forwarded' as const),
        senderBody: consultation.consulteeCode,
        recipient,
        ...consultation.about,
        dispatchId,
        toIssuer: place === 0,
        ...(place === 0 && { id: toIssuer }),
      })),
    );
    await this.letDispatchGo.hold(change.tx, dispatchId);
    const reached = deliveries.some(({ id, channel }) => id === toIssuer && channel === 'inbox');
    if (reached) consultation.reachedIssuerOn ??= forwardedOn;
    const warnings = await unknownRecipients(change.tx, change.caller, recipients);
    return {
      after: { dispatchId, sha256, forwardedOn },
      answer: { deliveries },
      ...(warnings.length > 0 && { warnings }),
    };
  }
}

/** @throws Invalid for a day to come, and for one before the decision or the confirmed minutes. */
async function dayOfForwarding(
  { tx, today }: Change,
  { id }: Consultation,
  forwardedOn = today,
): Promise<string> {
  notInTheFuture('/forwardedOn', forwardedOn, today);
  const decided = await tx.findOneByOrFail(Decision, { consultationId: id });
  notBefore('/forwardedOn', forwardedOn, decided.confirmedOn ?? decided.decidedOn, because.beforeConfirmed);
  return forwardedOn;
}

/**
 * The day that a reply reached an issuer in Yttra is the day it was first forwarded; one outside was reached when its
 * letter was delivered, which is corrected there. It may not be before the decision as that is corrected by now.
 *
 * @throws Invalid as `dayOfForwarding`, and where no day of forwarding counts.
 */
async function correctFirstDay(
  change: Change,
  consultation: Consultation,
  forwardedOn: string | undefined,
): Promise<void> {
  if (forwardedOn === undefined) return;
  if (consultation.issuerCode === null)
    throw new Invalid({ pointer: '/forwardedOn', ...because.reachedByLetter });
  const day = await dayOfForwarding(change, consultation, forwardedOn);
  if (consultation.reachedIssuerOn !== null) consultation.reachedIssuerOn = day;
}

/** A sender outside Yttra is reached at the address the case was registered with, else by post. */
async function issuerOf(
  tx: EntityManager,
  { issuerCode, issuerName, caseId }: Consultation,
): Promise<Recipient> {
  if (issuerCode !== null) return { body: issuerCode, role: 'registrar' };
  const [origin]: { email: string | null }[] = await tx.query(
    "SELECT origin->>'email' AS email FROM cases WHERE id = $1",
    [caseId],
  );
  const name = issuerName ?? '';
  return origin?.email ? { email: origin.email, name } : { name };
}

function recipientFrom({ body, email, name }: StatementRecipient): Recipient {
  if (body !== undefined) return { body, role: 'registrar' };
  if (email !== undefined) return { email, ...(name !== undefined && { name }) };
  return { name: name ?? '' };
}

/** Whoever is named twice gets one delivery. */
function eachOnce(recipients: readonly Recipient[]): Recipient[] {
  const known = new Map<string, Recipient>();
  for (const recipient of recipients) {
    const key =
      'body' in recipient ? recipient.body : 'email' in recipient ? recipient.email : recipient.name;
    const normalised = key.trim().toLowerCase();
    if (!known.has(normalised)) known.set(normalised, recipient);
  }
  return [...known.values()];
}
