import { UNANSWERED_STATES } from '../rules/consultation-states.js';
import type { Action } from '../rules/policy.js';
import type { Texts } from '../rules/texts.js';
import { words } from '../rules/words.js';
import type { ConsultationsQuery } from './consultations.dto.js';

/** One counted list: whose it is to empty it, on which side they are, and what the list is asked for. */
export interface Queue {
  readonly words: Texts;
  readonly of: Action;
  readonly side?: 'issuer' | 'consultee';
  /** Only what is assigned to the caller. */
  readonly own?: true;
  readonly asks: Partial<
    Pick<
      ConsultationsQuery,
      'state' | 'overdue' | 'atRisk' | 'returned' | 'extensionRequested' | 'fromOutside' | 'meetingHeld'
    >
  >;
}

const { verbs } = words.consultation;
const say = (sv: string, en: string): Texts => ({ sv, en });

// prettier-ignore
export const QUEUES = {
  'settle-extension': { of: 'extension.grant', side: 'issuer', asks: { extensionRequested: true }, words: say('Avgör anstånd', 'Settle extensions') },
  'record-extension': { of: 'extension.grant', asks: { extensionRequested: true, fromOutside: true }, words: say('Anstånd hos avsändare utanför Yttra', 'Extensions asked of senders outside Yttra') },
  'overdue-own':      { of: 'consultation.submit', own: true, asks: { overdue: true }, words: say('Svaret försenat', 'Reply overdue') },
  returned:           { of: 'consultation.submit', own: true, asks: { returned: true }, words: say('Återlämnat', 'Returned') },
  'at-risk':          { of: 'consultation.submit', own: true, asks: { atRisk: true }, words: say('I riskzonen', 'At risk') },
  draft:              { of: 'consultation.submit', own: true, asks: { state: ['drafting'] }, words: say('Skriv', 'Write') },
  register:           { of: 'consultation.register', asks: { state: ['sent'] }, words: verbs.register.todo },
  acknowledge:        { of: 'consultation.acknowledge', side: 'issuer', asks: { state: ['forwarded'] }, words: verbs.acknowledge.todo },
  approve:            { of: 'consultation.approve', asks: { state: ['in-review'] }, words: say('Granska', 'Review') },
  unassigned:         { of: 'consultation.assign', asks: { state: ['registered'] }, words: say('Utan handläggare', 'Without a case officer') },
  decide:             { of: 'consultation.decide', asks: { state: ['on-agenda'], meetingHeld: true }, words: verbs.decide.todo },
  confirm:            { of: 'consultation.confirm', asks: { state: ['decided'] }, words: verbs.confirm.todo },
  forward:            { of: 'consultation.forward', asks: { state: ['confirmed'] }, words: verbs.forward.todo },
  schedule:           { of: 'consultation.schedule', asks: { state: ['approved'] }, words: verbs.schedule.todo },
  overdue:            { of: 'consultation.approve', asks: { overdue: true }, words: say('Försenat hos oss', 'Overdue at our body') },
  open:               { of: 'consultation.approve', asks: { state: [...UNANSWERED_STATES] }, words: say('Öppna hos oss', 'Open at our body') },
  waiting:            { of: 'consultation.submit', own: true, asks: { state: ['in-review', 'approved', 'on-agenda', 'decided', 'confirmed'] }, words: say('Väntar på andra', 'Waiting for others') },
} as const satisfies Record<string, Queue>;

export type QueueName = keyof typeof QUEUES;
