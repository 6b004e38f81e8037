import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import type { Change } from '../changes/change.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { refuseBothAndNeither } from '../http/correct-or-take-back.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import { latestOf, type Postponement } from '../rules/postponement.js';
import { Decision } from './decision.entity.js';
import type { CorrectPostponementBody } from './scheduling.dto.js';
import { because } from './refusals.js';

/** Puts right what was recorded of a tabling, a referral back or a preparation, or takes it back. */
@Injectable()
export class CorrectPostponement {
  constructor(private readonly makeChange: MakeChange) {}

  /** Where the matter is stays what it is: to which meeting it goes is scheduled. */
  async correct(caller: Caller, id: string, body: CorrectPostponementBody): Promise<ConsultationView> {
    const step = async (consultation: Consultation, change: Change) => {
      const { postponements } = consultation;
      const { number = latestOf(postponements).number, ...correction } = body;
      refuseBothAndNeither(correction);
      const { takeBack } = body;
      const wrong = postponements[number - 1];
      if (!wrong)
        throw new Invalid({ pointer: '/number', ...because.noSuchPostponement(postponements.length) });
      if (wrong.takenBack) throw new Invalid({ pointer: '/number', ...because.postponementTakenBack });
      const right: Postponement = takeBack
        ? { ...wrong, takenBack: true }
        : corrected(wrong, body, change.today);
      if (right.takenBack || right.noProposal) await refuseAdopted(change, id, number, right);
      consultation.postponements = postponements.with(number - 1, right);
      // The officer reads it first of all, until the matter is submitted again.
      if (wrong.how === 'referred-back' && consultation.returnedBecause === wrong.reason)
        consultation.returnedBecause = right.takenBack ? null : right.reason;
    };
    return this.makeChange.step(caller, CONSULTATION, id, 'correct-postponement', step);
  }
}

/** @throws Invalid for a proposal of what prepared nothing, and for a proposal and none at once. */
function corrected(
  wrong: Postponement,
  { meetingDate, section, because: why, ...proposal }: CorrectPostponementBody,
  today: string,
): Postponement {
  notInTheFuture('/meetingDate', meetingDate, today);
  const { clauses, noProposal, notTakingPart, ...kept } = wrong;
  refuseUnlessPrepared(wrong, proposal);
  // Who puts in what was proposed takes away that nothing was.
  const none = proposal.noProposal ?? (noProposal === true && !proposal.clauses?.length);
  const own = proposal.clauses ?? (proposal.noProposal ? [] : (clauses ?? []));
  refuseWordsOfNone({ clauses: own, noProposal: none });
  const absent = proposal.notTakingPart ?? notTakingPart ?? [];
  return {
    ...kept,
    ...(own.length > 0 && { clauses: own }),
    ...(none && { noProposal: true }),
    ...(absent.length > 0 && { notTakingPart: absent }),
    ...(meetingDate !== undefined && { meetingDate }),
    ...(section !== undefined && { section }),
    ...(why !== undefined && { reason: why }),
  };
}

type Proposal = Pick<CorrectPostponementBody, 'clauses' | 'noProposal' | 'notTakingPart'>;

function refuseUnlessPrepared({ how }: Postponement, proposal: Proposal): void {
  const { clauses = [], noProposal = false, notTakingPart = [] } = proposal;
  const given = { clauses: clauses.length > 0, noProposal, notTakingPart: notTakingPart.length > 0 };
  const [first, ...rest] = Object.entries(given)
    .filter(([, isGiven]) => isGiven && how !== 'prepared')
    .map(([field]) => ({ pointer: `/${field}`, ...because.notPrepared }));
  if (first) throw new Invalid(first, ...rest);
}

/** @throws Invalid where a committee that proposed nothing is said to have proposed something. */
export function refuseWordsOfNone({ clauses = [], noProposal = false }: Proposal): void {
  if (noProposal && clauses.length > 0)
    throw new Invalid({ pointer: '/clauses', ...because.proposedNothing });
}

/** @throws Invalid where the decision rests on what would be taken back, or on a proposal that there would not be. */
async function refuseAdopted(
  { tx }: Change,
  consultationId: string,
  number: number,
  { takenBack }: Postponement,
): Promise<void> {
  const adopted = await tx.existsBy(Decision, { consultationId, adoptedPreparation: number });
  if (adopted)
    throw new Invalid({ pointer: takenBack ? '/takeBack' : '/noProposal', ...because.adoptedByTheBoard });
}
