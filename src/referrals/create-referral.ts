import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ReferralCase } from '../cases/referral-case.entity.js';
import type { Caller } from '../http/caller.js';
import type { Change } from '../http/change.js';
import { MakeChange } from '../http/make-change.js';
import { warningsView } from '../http/warnings-view.js';
import { caseIsVisible, referralIsVisible, scopeOf } from '../identity/visibility.js';
import { Conflict, Invalid } from '../rules/problem.js';
import { checkedConsultees, consulteesOfGroups, listConsultees } from './consultees.js';
import { readReferral } from './read-referral.js';
import { ReplyByDates } from './reply-by-dates.js';
import { Referral, type Question } from './referral.entity.js';
import type { ConsulteeBody, CreateReferralBody, ReferralView } from './referrals.dto.js';

@Injectable()
export class CreateReferral {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly replyByDates: ReplyByDates,
  ) {}

  async create(caller: Caller, caseId: string, body: CreateReferralBody): Promise<ReferralView> {
    return this.makeChange.make(caller, async (change) => {
      const referralCase = await change.lock(ReferralCase, caseId, caseIsVisible);
      await change.permit('referral.create', { issuer: referralCase.issuerCode });
      if (referralCase.state === 'closed') throw caseClosed();
      const referral = await this.draft(change, referralCase, this.replyByDates.settledIn(body));
      const view = await readReferral(change.tx, caller, referral.id);
      return { ...view, ...warningsView(this.replyByDates.warningsOf(body), caller) };
    });
  }

  private async draft(
    change: Change,
    { id, issuerCode }: ReferralCase,
    body: CreateReferralBody,
  ): Promise<Referral> {
    const { tx, caller } = change;
    if (body.previousReferral)
      await visibleReferral(tx, caller, body.previousReferral, issuerCode, '/previousReferral');
    const source = body.copyFrom
      ? await visibleReferral(tx, caller, body.copyFrom, issuerCode, '/copyFrom')
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
  const named = body.consultees ?? (body.consulteeGroups ? [] : copied);
  const bodies = new Set(named.map((consultee) => consultee.body));
  const grouped = (await consulteesOfGroups(tx, referral.issuerCode, body.consulteeGroups ?? [])).filter(
    (consultee) => consultee.body === undefined || !bodies.has(consultee.body),
  );
  const consultees = await checkedConsultees(tx, referral.issuerCode, [...named, ...grouped]);
  await listConsultees(tx, referral.id, consultees);
}

interface Source {
  readonly id: string;
  readonly letter: string | null;
  readonly questions: Question[];
  readonly consultees: ConsulteeBody[];
}

/** An earlier referral of the same issuer. @throws Invalid when the caller sees none of that id. */
async function visibleReferral(
  tx: EntityManager,
  caller: Caller,
  id: string,
  issuer: string,
  pointer: string,
): Promise<Source> {
  const [source]: Source[] = await tx.query(
    `SELECT referrals.id, letter, questions,
       (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('body', body_code, 'name', name, 'email', email,
          'replyRequired', reply_required)) ORDER BY position), '[]')
        FROM referral_consultees WHERE referral_id = referrals.id) AS consultees
     FROM referrals WHERE referrals.id = $3 AND issuer_code = $4 AND ${referralIsVisible('referrals')}`,
    [...scopeOf(caller.actor), id, issuer],
  );
  if (source) return source;
  throw new Invalid({
    pointer,
    code: 'unknown-referral',
    detail: { sv: 'Organet har ingen sådan remiss.', en: 'The body has no such referral.' },
  });
}

async function copyDocuments(tx: EntityManager, from: string, to: string): Promise<void> {
  await tx.query(
    `INSERT INTO referral_documents (referral_id, document_id, position)
     SELECT $2, document_id, position FROM referral_documents WHERE referral_id = $1`,
    [from, to],
  );
}

function caseClosed(): Conflict {
  return new Conflict({
    code: 'case-closed',
    detail: {
      sv: 'Ärendet är avslutat; öppna det igen först.',
      en: 'The case is closed; open it again first.',
    },
  });
}
