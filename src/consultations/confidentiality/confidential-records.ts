import { CASE } from '../../cases/case.kind.js';
import type { RecordKind, Stepping, Terms } from '../../changes/step.js';
import type { ConfidentialType, PartOfAConsultation } from '../../confidentiality/confidentiality.dto.js';
import { DOCUMENT } from '../../documents/document.kind.js';
import { REFERRAL } from '../../referrals/referral.kind.js';
import type { Actor } from '../../rules/actor.js';
import type { VerbOn } from '../../rules/kinds.js';
import type { Consultation } from '../consultation.entity.js';
import { CONSULTATION } from '../consultation.kind.js';

export type Markable = 'case' | 'referral' | 'consultation' | 'document';
export type Verb = 'mark-confidential' | 'lift-confidentiality';

/** A kind of record that can be confidential, or a part of such a record. */
export interface Confidential<K extends Markable, Row extends Stepping<VerbOn<K>, Facts>, Facts, View> {
  readonly kind: RecordKind<K, Row, Facts, View>;
  /** What the marking is of, when the actor makes it. */
  readonly type: (row: Row, actor: Actor, verb: Verb) => ConfidentialType;
  /** Whose it is: the body whose people the marking binds, and that decided when none is named. */
  readonly owner: (row: Row, type: ConfidentialType) => string;
  /** Where it is a part: on whose side, and whether that part is marked. */
  readonly terms?: (row: Row, type: ConfidentialType) => Terms<Facts>;
}

const confidential = <K extends Markable, Row extends Stepping<VerbOn<K>, Facts>, Facts, View>(
  described: Confidential<K, Row, Facts, View>,
) => described;

export const caseItself = confidential({
  kind: CASE,
  type: () => 'case',
  owner: ({ issuerCode }) => issuerCode,
});

export const referralItself = confidential({
  kind: REFERRAL,
  type: () => 'referral',
  owner: ({ issuerCode }) => issuerCode,
});

export const documentItself = confidential({
  kind: DOCUMENT,
  type: () => 'document',
  owner: ({ bodyCode }) => bodyCode,
});

/** Whether the issuer has marked the matter and the consultee has not decided yet. */
const isSuggested = ({ referralId, caseSeenBy, referralSeenBy, ownSeenBy }: Consultation): boolean =>
  referralId !== null && ownSeenBy === null && (caseSeenBy ?? referralSeenBy) !== null;

const listOf = ({ ownSeenBy, statementSeenBy, replySeenBy }: Consultation, type: ConfidentialType) =>
  type === 'consultation' ? ownSeenBy : type === 'reply' ? replySeenBy : statementSeenBy;

/** A part of a consultation: the consultee's matter or statement, or what the issuer has received of it. */
export const partOfAConsultation = (of: PartOfAConsultation | undefined) =>
  confidential({
    kind: CONSULTATION,
    type: (consultation, actor, verb) => {
      if (of !== undefined) return of;
      if (!actor.staffOf.includes(consultation.consulteeCode ?? '')) return 'reply';
      return verb === 'mark-confidential' && isSuggested(consultation) ? 'consultation' : 'statement';
    },
    owner: ({ issuerCode, consulteeCode }, type) => (type === 'reply' ? issuerCode : consulteeCode)!,
    terms: (consultation, type) => {
      const { subject } = consultation;
      return {
        subject: type === 'reply' ? { ...subject, consultee: null } : { ...subject, issuer: null },
        facts: { marked: listOf(consultation, type) !== null },
      };
    },
  });
