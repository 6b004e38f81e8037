import type { QueueName } from '../../consultations/queue-lists.js';
import type { QueueAt } from '../../consultations/queues.js';
import { addressOf } from '../frame/list-parts.js';

/** Where the list of a queue is, below the inbox. */
const PATHS: Readonly<Record<QueueName, string>> = {
  'settle-extension': 'anstand',
  'record-extension': 'anstand-utifran',
  'overdue-own': 'forsenat',
  returned: 'aterlamnat',
  'at-risk': 'riskzonen',
  draft: 'skriv',
  register: 'registrera',
  acknowledge: 'kvittera',
  approve: 'granska',
  unassigned: 'utan-handlaggare',
  decide: 'beslut',
  confirm: 'justera',
  forward: 'expediera',
  schedule: 'satt-upp',
  overdue: 'forsenat-hos-oss',
  open: 'oppna-hos-oss',
  waiting: 'vantar-pa-andra',
};

/** The queue of an address; undefined for what is none. */
export const queueNamed = (path: string): QueueName | undefined =>
  (Object.keys(PATHS) as QueueName[]).find((name) => PATHS[name] === path);

export const pathOfQueue = (queue: QueueName): string => `/inkorg/${PATHS[queue]}`;

export const addressOfQueue = ({ queue, body, insteadOf }: QueueAt): string =>
  addressOf(pathOfQueue(queue), { namnd: body, istallet: insteadOf });
