import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { decidedBeforeReceipt } from '../rules/odd-days.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import { HandOver } from '../consultations/hand-over.js';
import type { Consultation } from '../consultations/consultation.entity.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import type { WarningView } from '../changes/warning.dto.js';
import { Invalid } from '../rules/problem.js';
import type { Postponement } from '../rules/postponement.js';
import { refuseWordsOfNone } from './correct-postponement.js';
import type { PrepareBody, TableBody, ReferBackBody } from './scheduling.dto.js';
import { meetingOf, meetingWithId, type MeetingRow, type NamedMeeting } from './meeting-of.js';
import { because } from './refusals.js';

/** Puts an approved statement on a meeting's agenda and takes it off, with or without the board. */
@Injectable()
export class KeepAgenda {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly handOver: HandOver,
  ) {}

  /** That the agenda has closed hinders nothing: the secretary decides what is let in late. */
  async schedule(caller: Caller, id: string, named: NamedMeeting): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'schedule', async (consultation, { tx, today }) => {
      const meeting = await meetingOf(tx, consultation.consulteeCode, named);
      consultation.meetingId = meeting.id;
      const closed = meeting.agenda_closes_on !== null && meeting.agenda_closes_on < today;
      const odd =
        warningsView(decidedBeforeReceipt(consultation.receivedOn, meeting.meets_on), caller).warnings ?? [];
      return {
        after: { meetingDate: meeting.meets_on },
        warnings: [...(closed ? [agendaHasClosed(caller, meeting)] : []), ...odd],
      };
    });
  }

  async unschedule(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'unschedule', (consultation) => {
      consultation.meetingId = null;
    });
  }

  /** The meeting puts the matter off as it is (KL 6:33). Where the next meeting is known, it is on its agenda at once. */
  async table(caller: Caller, id: string, body: TableBody): Promise<ConsultationView> {
    const nextMeetingGiven = body.meetingDate !== undefined || body.meetingId !== undefined;
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'table',
      async (consultation, { tx }) => {
        const here = await meetingWithId(tx, consultation.meetingId);
        const next = nextMeetingGiven ? await nextOf(tx, consultation, here, body) : undefined;
        postpone(consultation, here, 'tabled', body, next);
        return { after: { section: body.section, meetingDate: next?.meets_on ?? null } };
      },
      () => ({ facts: { nextMeetingGiven } }),
    );
  }

  /** A committee has met and proposes; the board decides. Where its meeting is known, the matter is on its agenda at once. */
  async prepare(caller: Caller, id: string, body: PrepareBody): Promise<ConsultationView> {
    const nextMeetingGiven = body.meetingDate !== undefined || body.meetingId !== undefined;
    return this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'prepare',
      async (consultation, { tx }) => {
        refuseWordsOfNone(body);
        const here = await meetingWithId(tx, consultation.meetingId);
        const next = nextMeetingGiven ? await nextOf(tx, consultation, here, body) : undefined;
        postpone(consultation, here, 'prepared', body, next);
        const { organ, section, clauses, noProposal } = consultation.postponements.at(-1)!;
        return {
          after: {
            organ,
            section,
            meetingDate: here.meets_on,
            nextMeetingDate: next?.meets_on ?? null,
            ...(clauses && { clauses }),
            ...(noProposal && { noProposal }),
          },
        };
      },
      () => ({ facts: { nextMeetingGiven } }),
    );
  }

  /** The officer reads the reason as the manager's comments are read. */
  async referBack(caller: Caller, id: string, body: ReferBackBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'refer-back', async (consultation, change) => {
      const { tx } = change;
      consultation.returnedBecause = body.reason;
      postpone(consultation, await meetingWithId(tx, consultation.meetingId), 'referred-back', body);
      const { officer } = consultation;
      await this.handOver.tell(
        change,
        consultation,
        'matter-referred-back',
        { role: 'manager' },
        { person: officer },
      );
      return { after: { section: body.section ?? null } };
    });
  }
}

/** @throws Invalid where it is the meeting that the matter is on. */
async function nextOf(
  tx: EntityManager,
  { consulteeCode }: Consultation,
  here: MeetingRow,
  named: NamedMeeting,
): Promise<MeetingRow> {
  const next = await meetingOf(tx, consulteeCode, named);
  const pointer = named.meetingId === undefined ? '/meetingDate' : '/meetingId';
  if (next.id === here.id) throw new Invalid({ pointer, ...because.sameMeeting });
  return next;
}

function postpone(
  consultation: Consultation,
  here: MeetingRow,
  how: Postponement['how'],
  { section, reason, clauses, noProposal, notTakingPart }: Partial<PrepareBody & ReferBackBody>,
  next?: MeetingRow,
): void {
  const { meets_on: meetingDate, organ } = here;
  const nextMeetingDate = next?.meets_on ?? null;
  const said = {
    section: section ?? null,
    reason: reason ?? null,
    ...(clauses && { clauses }),
    ...(noProposal && { noProposal }),
    ...(notTakingPart?.length && { notTakingPart }),
  };
  consultation.postponements = [
    ...consultation.postponements,
    { how, meetingDate, organ, ...said, nextMeetingDate },
  ];
  consultation.meetingId = next?.id ?? null;
}

function agendaHasClosed(caller: Caller, { agenda_closes_on }: MeetingRow): WarningView {
  return {
    code: 'agenda-has-closed',
    detail: caller.say({
      sv: `Föredragningslistan stängde ${agenda_closes_on}.`,
      en: `The agenda closed on ${agenda_closes_on}.`,
    }),
  };
}
