import type { Started } from './processes.js';
import type { Target } from './measure.js';

const OPEN = ['sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed'];

const DRAFT = JSON.stringify({
  title: 'Remiss, strategi för social hållbarhet',
  summary: 'Sammanfattning av ärendet. '.repeat(10),
  matter: 'Ärendet beskrivs här. '.repeat(30),
  assessment: 'Förvaltningen bedömer. '.repeat(20),
  clauses: [{ text: 'att tillstyrka förslaget' }],
  recipients: [],
});

/** The requests that are measured, at the service, by name. `ids` are drafts of the token's person. */
export function requestsOf(service: Started, token: string, ids: readonly string[]): Record<string, Target> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const get = (path: string): Target => ({
    url: service.url,
    pid: service.pid,
    headers,
    requests: [{ path: `/yttra/v1${path}` }],
  });
  return {
    'worklist page': get(`/consultations?consultee=TSN&${OPEN.map((state) => `state=${state}`).join('&')}`),
    'one consultation': get(`/consultations/${ids[0]}`),
    'draft save': {
      url: service.url,
      pid: service.pid,
      requests: puts(ids, '/yttra/v1/consultations/', '/statement', { ...headers, 'If-Match': '*' }),
    },
    search: get('/consultations?q=biblioteksplan%201'),
  };
}

export function puts(
  ids: readonly string[],
  prefix: string,
  suffix: string,
  headers: Record<string, string> = {},
) {
  return ids.map((id) => ({
    method: 'PUT' as const,
    path: `${prefix}${id}${suffix}`,
    body: DRAFT,
    headers: { 'Content-Type': 'application/json', ...headers },
  }));
}

/** Lists as people and systems ask for them, one at a time: how long each takes, and how it grows with the data. */
export const LISTS: readonly [persona: string, path: string][] = [
  ['ks-registrator', '/consultations'],
  ['tsn-handlaggare', '/consultations'],
  ['ks-registrator', '/consultations?q=remiss'],
  ['ks-registrator', '/consultations?q=biblioteksplan%201'],
  ['ks-registrator', '/consultations?q=KS2020/1234'],
  ['ks-registrator', '/consultations?q=omg%C3%A5ng%203%20klimat'],
  ['ks-registrator', '/consultations?count=true'],
  ['ks-registrator', '/consultations?state=received&sort=-replyBy'],
  ['ks-registrator', '/consultations?overdue=false'],
  ['ks-registrator', '/consultations?page=10&limit=100'],
  ['ks-registrator', '/cases'],
  ['tsn-handlaggare', '/cases'],
  ['ks-registrator', '/cases?q=biblioteksplan'],
  ['ks-registrator', '/bodies/KS/register'],
  ['tsn-handlaggare', '/bodies/TSN/register?q=klimat'],
  ['ks-registrator', '/deliveries'],
  ['ks-registrator', '/inbox?unread=true'],
];
