import { Injectable } from '@nestjs/common';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { decidedBeforeReceipt } from '../rules/odd-days.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { EntityManager } from 'typeorm';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { Caller } from '../changes/caller.js';
import type { WarningView } from '../changes/warning.dto.js';
import { Invalid } from '../rules/problem.js';
import type { ReferBackBody, TableBody } from './decisions.dto.js';
import { because } from './refusals.js';

interface Meeting {
  readonly id: string;
  readonly meets_on: string;
  readonly agenda_closes_on: string | null;
}

/** Puts an approved statement on a meeting's agenda and takes it off, with or without the board. */
@Injectable()
export class KeepAgenda {
  constructor(private readonly makeChange: MakeChange) {}

  /** That the agenda has closed hinders nothing: the secretary decides what is let in late. */
  async schedule(caller: Caller, id: string, meetingDate: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'schedule', async (consultation, { tx, today }) => {
      const meeting = await meetingOf(tx, consultation.consulteeCode, meetingDate);
      consultation.meetingId = meeting.id;
      const closed = meeting.agenda_closes_on !== null && meeting.agenda_closes_on < today;
      const odd =
        warningsView(decidedBeforeReceipt(consultation.receivedOn, meetingDate), caller).warnings ?? [];
      return {
        after: { meetingDate },
        warnings: [...(closed ? [agendaHasClosed(caller, meeting)] : []), ...odd],
      };
    });
  }

  async unschedule(caller: Caller, id: string): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'unschedule', (consultation) => {
      consultation.meetingId = null;
    });
  }

  /** The board puts the matter off as it is (KL 6:33). A next meeting that is known is shown until it is scheduled. */
  async table(caller: Caller, id: string, body: TableBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'table', async (consultation, { tx }) => {
      const nextMeeting =
        body.meetingDate === undefined
          ? undefined
          : await meetingOf(tx, consultation.consulteeCode, body.meetingDate);
      consultation.meetingId = nextMeeting?.id ?? null;
      return { after: { section: body.section, meetingDate: body.meetingDate ?? null } };
    });
  }

  /** The officer reads the reason as the manager's comments are read. */
  async referBack(caller: Caller, id: string, body: ReferBackBody): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'refer-back', (consultation) => {
      consultation.returnedBecause = body.reason;
      consultation.meetingId = null;
      return { after: { section: body.section ?? null } };
    });
  }
}

export async function meetingOf(tx: EntityManager, body: string | null, date: string): Promise<Meeting> {
  const [meeting]: Meeting[] = await tx.query(
    'SELECT id, meets_on, agenda_closes_on FROM meetings WHERE body_code = $1 AND meets_on = $2 FOR KEY SHARE',
    [body, date],
  );
  if (meeting) return meeting;
  throw new Invalid({ pointer: '/meetingDate', ...because.noSuchMeeting });
}

function agendaHasClosed(caller: Caller, { agenda_closes_on }: Meeting): WarningView {
  return {
    code: 'agenda-has-closed',
    detail: caller.say({
      sv: `Föredragningslistan stängde ${agenda_closes_on}.`,
      en: `The agenda closed on ${agenda_closes_on}.`,
    }),
  };
}
