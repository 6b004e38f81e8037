import type { EntityTarget } from 'typeorm';
import { caseFacts, readCase } from '../../cases/read-case.js';
import { ReferralCase } from '../../cases/referral-case.entity.js';
import type { ConfidentialType, PartOfAConsultation } from '../../confidentiality/confidentiality.dto.js';
import { Document } from '../../documents/document.entity.js';
import { readDocument } from '../../documents/documents.queries.js';
import type { Change, Occasion, Versioned } from '../../changes/change.js';
import {
  caseIsVisible,
  consultationIsVisible,
  documentIsVisible,
  referralIsVisible,
} from '../../identity/visibility.js';
import { readReferral, referralFacts } from '../../referrals/read-referral.js';
import { Referral } from '../../referrals/referral.entity.js';
import type { Actor } from '../../rules/actor.js';
import type { Action, Subject } from '../../rules/policy.js';
import { consultationFacts } from '../consultation-facts.js';
import { Consultation } from '../consultation.entity.js';
import { readConsultation } from '../read-consultation.js';

type Verb = 'mark-confidential' | 'lift-confidentiality';

/** A kind of record that can be confidential. */
export interface ConfidentialRecord<Row extends Versioned, View> {
  /** What the marking is of, when the actor makes it. */
  readonly type: (row: Row, actor: Actor, verb: Verb) => ConfidentialType;
  readonly entity: EntityTarget<Row>;
  readonly visible: (alias: string) => string;
  readonly action: (verb: Verb) => Action;
  readonly subject: (row: Row, type: ConfidentialType) => Subject;
  /** Whose it is: the body whose people the marking binds, and that decided when none is named. */
  readonly owner: (row: Row, type: ConfidentialType) => string;
  readonly occasion: (row: Row) => Omit<Occasion, 'verb' | 'body'>;
  /** @throws TransitionRefused */
  readonly take: (
    row: Row,
    verb: Verb,
    type: ConfidentialType,
    change: Change,
    today: string,
  ) => Promise<void> | void;
  readonly read: (change: Change, id: string, today: string) => Promise<View>;
}

const record = <Row extends Versioned, View>(kind: ConfidentialRecord<Row, View>) => kind;

export const CASE = record({
  type: () => 'case',
  entity: ReferralCase,
  visible: caseIsVisible,
  action: (verb) => `case.${verb}`,
  subject: ({ subject }) => subject,
  owner: ({ issuerCode }) => issuerCode,
  occasion: ({ id }) => ({ objectType: 'case', caseId: id }),
  take: async (row, verb, _type, { tx }) => row.take(verb, await caseFacts(tx, row)),
  read: ({ tx, caller }, id) => readCase(tx, caller, id),
});

export const REFERRAL = record({
  type: () => 'referral',
  entity: Referral,
  visible: referralIsVisible,
  action: (verb) => `referral.${verb}`,
  subject: ({ subject }) => subject,
  owner: ({ issuerCode }) => issuerCode,
  occasion: ({ id, caseId }) => ({ objectType: 'referral', caseId, referralId: id }),
  take: async (row, verb, _type, change) => row.take(verb, await referralFacts(change, row)),
  read: ({ tx, caller }, id) => readReferral(tx, caller, id),
});

/** Whether the issuer has marked the matter and the consultee has not decided yet. */
const isSuggested = ({ referralId, caseSeenBy, referralSeenBy, ownSeenBy }: Consultation): boolean =>
  referralId !== null && ownSeenBy === null && (caseSeenBy ?? referralSeenBy) !== null;

const listOf = ({ ownSeenBy, statementSeenBy, replySeenBy }: Consultation, type: ConfidentialType) =>
  type === 'consultation' ? ownSeenBy : type === 'reply' ? replySeenBy : statementSeenBy;

/** A part of a consultation: the consultee's matter or statement, or what the issuer has received of it. */
export const partOfAConsultation = (of: PartOfAConsultation | undefined) =>
  record({
    type: (consultation: Consultation, actor, verb) => {
      if (of !== undefined) return of;
      if (!actor.staffOf.includes(consultation.consulteeCode ?? '')) return 'reply';
      return verb === 'mark-confidential' && isSuggested(consultation) ? 'consultation' : 'statement';
    },
    entity: Consultation,
    visible: consultationIsVisible,
    action: (verb) => `consultation.${verb}`,
    subject: ({ subject }, type) =>
      type === 'reply' ? { ...subject, consultee: null } : { ...subject, issuer: null },
    owner: ({ issuerCode, consulteeCode }, type) => (type === 'reply' ? issuerCode : consulteeCode)!,
    occasion: ({ id, caseId, referralId }) => ({
      objectType: 'consultation',
      caseId,
      referralId,
      consultationId: id,
    }),
    take: async (row, verb, type, { tx, caller }, today) =>
      row.take(verb, {
        ...(await consultationFacts(tx, row.id, today, caller.actor)),
        marked: listOf(row, type) !== null,
      }),
    read: ({ tx, caller }, id, today) => readConsultation(tx, caller, id, today),
  });

export const DOCUMENT = record({
  type: () => 'document',
  entity: Document,
  visible: documentIsVisible,
  action: (verb) => `document.${verb}`,
  subject: ({ subject }) => subject,
  owner: ({ bodyCode }) => bodyCode,
  occasion: () => ({ objectType: 'document' }),
  take: (row, verb) => row.take(verb),
  read: ({ tx, caller }, id) => readDocument(tx, caller, id),
});
