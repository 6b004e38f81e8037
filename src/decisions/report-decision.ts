import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import { notInTheFuture } from '../http/field-rules.js';
import { Invalid } from '../rules/problem.js';
import { Decision } from './decision.entity.js';
import type { ReportBody } from './reporting.dto.js';
import { meetingOf } from './meeting-of.js';
import { because } from './refusals.js';

/** Notes that the board was told of a decision that was taken for it (KL 6:39–40). */
@Injectable()
export class ReportDecision {
  constructor(private readonly makeChange: MakeChange) {}

  /** A meeting that was noted wrongly is noted anew; the earlier one stays readable in the audit trail. */
  async report(caller: Caller, id: string, { section, ...named }: ReportBody): Promise<ConsultationView> {
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'report-to-board',
      async (consultation, { tx, today }) => {
        const decision = await tx.findOneByOrFail(Decision, { consultationId: id });
        const meeting = await meetingOf(tx, consultation.consulteeCode, named, BOARD);
        const pointer = named.meetingId === undefined ? '/meetingDate' : '/meetingId';
        if (meeting.organ !== null)
          throw new Invalid({ pointer, ...because.reportedToTheBoard(meeting.organ) });
        notInTheFuture(pointer, meeting.meets_on, today);
        if (meeting.meets_on < decision.decidedOn)
          throw new Invalid({ pointer, ...because.beforeItWasDecided(decision.decidedOn) });
        const { reportedOn, reportedSection } = decision;
        const reported = { reportedOn: meeting.meets_on, reportedSection: section ?? null };
        await tx.update(Decision, { consultationId: id }, reported);
        return { before: { decision: { reportedOn, reportedSection } }, after: { decision: reported } };
      },
    );
  }
}

/** A day names a meeting of the board itself, whatever else is on it. */
const BOARD = { id: '', meets_on: '', organ: null, agenda_closes_on: null };
