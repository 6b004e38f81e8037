import { API_BASE, PUBLIC_BASE } from '../src/http/api-base.js';
import type { Started } from './processes.js';
import type { Target } from './measure.js';

const OPEN = ['sent', 'registered', 'drafting', 'in-review', 'approved', 'on-agenda', 'decided', 'confirmed'];

/** What an officer has handed in and others have now. */
const WAITING = ['in-review', 'approved', 'on-agenda', 'decided', 'confirmed'];

/** Whole: the limit server keeps it as it comes, and the page of the reply reads it afterwards. */
const DRAFT = JSON.stringify({
  title: 'Remiss, strategi för social hållbarhet',
  summary: 'Sammanfattning av ärendet. '.repeat(10),
  matter: 'Ärendet beskrivs här. '.repeat(30),
  assessment: 'Förvaltningen bedömer. '.repeat(20),
  stance: 'supports',
  clauses: [{ text: 'att tillstyrka förslaget' }],
  basis: [],
  recipients: [],
  answers: [],
  remarks: [],
  sections: [],
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

export interface List {
  readonly persona: string;
  readonly path: string;
  /** Asked for far down, gone to by cursor. */
  readonly deep?: true;
}

/** Lists as people and systems ask for them, one at a time: how long each takes, and how it grows with the data. */
export const LISTS: readonly List[] = [
  ...ofStaff('ks-registrator', [
    '/consultations',
    '/consultations?q=remiss',
    '/consultations?q=biblioteksplan 1',
    '/consultations?q=omgång 3 klimat',
    '/consultations?q=omgång 77 klimat 12',
    '/consultations?q=kulturpolitik avfallsplan',
    '/consultations?q=KS2020/1234',
    '/consultations?q=finnsinte',
    '/consultations?q=xq',
    '/consultations?q=klimat&overdue=true',
    '/consultations?count=true',
    '/consultations?q=remiss&count=true',
    '/consultations?q=klimat omgång&count=true',
    '/consultations?state=received&sort=-replyBy',
    '/consultations?overdue=false',
    '/consultations?page=10&limit=100',
    '/cases',
    '/cases?q=biblioteksplan',
    '/cases?q=kulturpolitik avfallsplan',
    '/cases?count=true',
    '/bodies/KS/register',
    '/bodies/KS/register?q=klimat 3',
    '/bodies/KS/register?page=10&limit=100',
    '/documents',
    '/documents?kind=attachment',
    '/documents?count=true',
    '/publications',
    '/publications?kind=statement',
    '/publications?count=true',
    '/deliveries',
    '/inbox?unread=true',
    '/referrals',
    '/referrals?count=true',
    '/cases/{caseId}/audit-trail',
  ]),
  ...ofStaff('ks-registrator', [
    '/consultations?limit=100',
    '/cases?limit=100',
    '/bodies/KS/register?limit=100',
  ]).map((list) => ({ ...list, deep: true as const })),
  ...ofStaff('tsn-handlaggare', [
    '/consultations',
    '/consultations?count=true',
    '/consultations?q=omgång 3 klimat',
    '/cases',
    '/bodies/TSN/register',
    '/bodies/TSN/register?q=klimat',
    '/bodies/TSN/register?q=kulturpolitik avfallsplan',
    '/documents',
    '/publications',
  ]),
  ...[
    '/cases',
    '/cases?q=klimat 3',
    '/cases?q=kulturpolitik avfallsplan',
    '/referrals?q=remiss klimat 77',
    '/cases?count=true',
  ].map((path) => ({ persona: 'anyone', path: PUBLIC_BASE + path })),
];

function ofStaff(persona: string, paths: readonly string[]): List[] {
  return paths.map((path) => ({ persona, path: API_BASE + path }));
}

interface Page {
  readonly persona: string;
  readonly page: string;
  readonly api: readonly string[];
}

/**
 * Pages, and what the API answers of the same matter: the inbox of an officer who has some thirty drafts and of one who
 * has all of a board's, a reply and the editor with its paper; of its issuer's registrar the referral with the matrix of
 * those who are asked. Also lists by themselves: what an officer is to write, and what a body is asked.
 */
export const PAGES: readonly Page[] = [
  ...['sn-handlaggare', 'tsn-handlaggare'].map(inboxOf),
  {
    persona: 'tsn-handlaggare',
    page: '/inkorg/skriv',
    api: ['/consultations?consultee=TSN&officer=tsn-handlaggare&state=drafting&count=true'],
  },
  {
    persona: 'tsn-handlaggare',
    page: '/remisser?vilka=till-oss',
    api: ['/consultations?consultee=TSN&count=true'],
  },
  {
    persona: 'tsn-handlaggare',
    page: '/svar/{id}',
    api: [
      '/consultations/{id}',
      '/consultations/{id}/statement',
      '/consultations/{id}/plan',
      '/consultations/{id}/messages',
      '/consultations/{id}/extensions',
      '/referrals/{referralId}',
      '/cases/{caseId}/audit-trail',
    ],
  },
  {
    persona: 'tsn-handlaggare',
    page: '/svar/{id}/yttrande',
    api: [
      '/consultations/{id}',
      '/consultations/{id}/plan',
      '/consultations/{id}/statement',
      '/consultations/{id}/papers/staff-report',
    ],
  },
  {
    persona: 'ks-registrator',
    page: '/remisser/{referralId}',
    api: ['/referrals/{referralId}', '/referrals/{referralId}/plans', '/cases/{caseId}/audit-trail'],
  },
];

function inboxOf(persona: string): Page {
  const own = `/consultations?consultee=${persona.split('-')[0]!.toUpperCase()}&officer=${persona}&count=true`;
  return {
    persona,
    page: '/inkorg',
    api: [
      '/me/queues',
      `${own}&state=drafting`,
      `${own}&${WAITING.map((state) => `state=${state}`).join('&')}`,
      '/referrals?state=sent&sort=replyBy&limit=5&count=true',
      '/inbox?unread=true&limit=1&count=true',
      '/me/saved-searches',
    ],
  };
}
