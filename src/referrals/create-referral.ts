import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CASE } from '../cases/case.kind.js';
import type { ReferralCase } from '../cases/referral-case.entity.js';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { addingToIt, begin } from '../changes/step.js';
import { warningsView } from '../changes/warnings-view.js';
import { checkedConsultees, consulteesOfGroups, listConsultees, listedAs } from './consultees.js';
import { earlierReferral } from './earlier-referral.js';
import { readReferral } from './read-referral.js';
import { personalNumbersIn } from './personal-numbers-in.js';
import { ReplyByDates } from './reply-by-dates.js';
import { Referral } from './referral.entity.js';
import type { ConsulteeBody, CreateReferralBody, ReferralView } from './referrals.dto.js';

@Injectable()
export class CreateReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly replyByDates: ReplyByDates,
  ) {}

  async create(caller: Caller, caseId: string, body: CreateReferralBody): Promise<ReferralView> {
    return this.makeChange.make(caller, async (attempt) => {
      const { row: referralCase, change } = await begin(attempt, CASE, caseId, 'create-referral', addingToIt);
      const referral = await this.draft(change, referralCase, this.replyByDates.settledIn(body));
      const view = await readReferral(change.tx, caller, referral.id);
      return {
        ...view,
        ...warningsView([...this.replyByDates.warningsOf(body), ...personalNumbersIn(body)], caller),
      };
    });
  }

  private async draft(
    change: Change,
    { id, issuerCode }: ReferralCase,
    body: CreateReferralBody,
  ): Promise<Referral> {
    const { tx, caller } = change;
    if (body.previousReferral)
      await earlierReferral(tx, caller, body.previousReferral, issuerCode, '/previousReferral');
    const source = body.copyFrom
      ? await earlierReferral(tx, caller, body.copyFrom, issuerCode, '/copyFrom')
      : undefined;
    const referral = Object.assign(new Referral(), {
      caseId: id,
      issuerCode,
      title: body.title,
      letter: body.letter ?? source?.letter ?? null,
      questions: body.questions ?? source?.questions ?? [],
      replyBy: body.replyBy ?? null,
      decidedBy: body.decidedBy ?? null,
      previousReferralId: body.previousReferral ?? null,
      delegationBarred: body.delegationBarred ?? null,
      createdBy: caller.actor.username,
    });
    await change.insert(Referral, referral, {
      verb: 'create',
      objectType: 'referral',
      body: issuerCode,
      caseId: id,
      referralId: referral.id,
    });
    await nameConsultees(tx, referral, body, source?.consultees ?? []);
    if (source) await copyDocuments(tx, source.id, referral.id);
    return referral;
  }
}

/** Those named, those of the groups, else those of the referral it is copied from. */
async function nameConsultees(
  tx: EntityManager,
  referral: Referral,
  body: CreateReferralBody,
  copied: readonly ConsulteeBody[],
): Promise<void> {
  const named = body.consultees ?? (body.consulteeGroups ? [] : copied.map(meantAsBefore));
  const already = new Set(named.map(listedAs));
  const grouped = (await consulteesOfGroups(tx, referral.issuerCode, body.consulteeGroups ?? [])).filter(
    (consultee) => !already.has(listedAs(consultee)),
  );
  const consultees = await checkedConsultees(tx, referral.issuerCode, [...named, ...grouped]);
  await listConsultees(tx, referral.id, consultees);
}

/** Whoever was asked twice in an earlier referral was meant to be. */
const meantAsBefore = (consultee: ConsulteeBody): ConsulteeBody => ({ ...consultee, askedAgain: true });

/** Those that have been disposed of are not sent again. */
async function copyDocuments(tx: EntityManager, from: string, to: string): Promise<void> {
  await tx.query(
    `INSERT INTO referral_documents (referral_id, document_id, position)
     SELECT $2, document_id, position FROM referral_documents
     WHERE referral_id = $1 AND document_is_kept(document_id)`,
    [from, to],
  );
}
