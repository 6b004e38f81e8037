import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../config/project-root.js';
import { addDays, civilDate } from '../rules/civil-date.js';
import { rollForward } from '../rules/working-days.js';
import { Refused, type DemoClient, type Json } from './demo-client.js';

/** One line of the timeline: who did what, and what came of it. */
export type Tell = (step: number, who: string, what: string) => void;

/** The real staff report that the demo and the story import. */
export const readRealReport = (): Promise<string> =>
  readFile(join(projectRoot, 'src/demo/texts/internremiss-social-hallbarhet.txt'), 'utf8');

/**
 * The contract's story, from registration to receipt, over HTTP: numbers from the series, dates
 * from today, so it can be told any number of times on the same instance.
 *
 * @throws Refused when the service refuses a step that the contract promises.
 */
export async function tellStory(api: DemoClient, tell: Tell, today = civilDate(new Date())): Promise<void> {
  const referral = await sendReferral(api, tell, today);
  const consultation = await prepareStatement(api, tell, referral, today);
  await decideAndForward(api, tell, consultation, today);
  await receiveAndCompile(api, tell, referral, consultation, today);
}

async function sendReferral(api: DemoClient, tell: Tell, today: string): Promise<Json> {
  const goals = await api.post('ks-registrator', '/cases', {
    title: 'Hållbarhetsmål 2024-2040',
    issuer: 'KS',
  });
  tell(1, 'ks-registrator', `registrerar ${String(goals['caseNumber'])} Hållbarhetsmål 2024-2040`);
  const strategy = await api.post('ks-registrator', '/cases', {
    title: 'Strategi för social hållbarhet 2024-2030',
    issuer: 'KS',
    relatedCases: [goals['caseNumber']],
    priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134', about: 'strategin ska revideras' }],
  });
  tell(
    2,
    'ks-registrator',
    `registrerar ${String(strategy['caseNumber'])} Strategi för social hållbarhet 2024-2030`,
  );
  const draft = await api.post('ks-handlaggare', `/cases/${strategy.id}/referrals`, {
    title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
    replyBy: rollForward(addDays(today, 30)),
    letter: 'Kommunstyrelsen önskar nämndernas yttranden över förslaget till strategi.',
    questions: [{ text: 'Är utvecklingsområdena relevanta för nämndens verksamhet?' }],
    consultees: [
      { body: 'TSN' },
      { body: 'BIN', replyBy: rollForward(addDays(today, 35)) },
      { name: 'Räddningstjänsten Syd' },
    ],
  });
  const document = await api.upload(
    'ks-handlaggare',
    { title: 'Remissversion Strategi för social hållbarhet 2024-2030', kind: 'proposal', body: 'KS' },
    { name: 'remissversion.txt', text: 'Remissversion. Strategi för social hållbarhet 2024-2030.\n' },
  );
  await api.post('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: document.id });
  tell(3, 'ks-handlaggare', 'skriver remissen med en fråga, en bilaga och tre remissinstanser');
  const ready = await api.get('ks-registrator', `/referrals/${draft.id}`);
  await api.post('ks-registrator', `/referrals/${draft.id}/send?dryRun=true`);
  const sent = await api.post('ks-registrator', `/referrals/${draft.id}/send`, undefined, ready.version);
  tell(4, 'ks-registrator', `skickar remissen → ${sent.state}, svar senast ${String(sent['replyBy'])}`);
  return sent;
}

async function prepareStatement(api: DemoClient, tell: Tell, referral: Json, today: string): Promise<Json> {
  const arrived = await consultationOf(api, 'tsn-registrator', referral, 'TSN');
  const path = `/consultations/${arrived.id}`;
  const registered = await api.post(
    'tsn-registrator',
    `${path}/register`,
    { receivedOn: today },
    arrived.version,
  );
  tell(
    5,
    'tsn-registrator',
    `diarieför remissen som ${String(registered['ownCaseNumber'])} → ${registered.state}`,
  );
  const assigned = await api.post(
    'tsn-chef',
    `${path}/assign`,
    { officer: 'tsn-handlaggare' },
    registered.version,
  );
  tell(6, 'tsn-chef', `fördelar till tsn-handlaggare → ${assigned.state}`);
  const imported = await api.postText(
    'tsn-handlaggare',
    `${path}/statement/import`,
    await readRealReport(),
    0,
  );
  const statement = imported['statement'] as Json & { clauses: unknown[] };
  tell(
    7,
    'tsn-handlaggare',
    `läser in tjänsteskrivelsen: ${statement.clauses.length} att-satser, ${(imported['warnings'] as unknown[]).length} varningar`,
  );
  const saved = await api.put('tsn-handlaggare', `${path}/statement`, writable(statement), statement.version);
  tell(7, 'tsn-handlaggare', `sätter ställningstagande och svar → version ${saved.version}`);
  const submitted = await api.post('tsn-handlaggare', `${path}/submit`, undefined, assigned.version);
  const approved = await api.post('tsn-chef', `${path}/approve`, undefined, submitted.version);
  tell(8, 'tsn-chef', `granskar och godkänner → ${approved.state}`);
  await meetingToday(api, today);
  const scheduled = await api.post(
    'tsn-sekreterare',
    `${path}/schedule`,
    { meetingDate: today },
    approved.version,
  );
  tell(9, 'tsn-sekreterare', `sätter upp ärendet till ${today} → ${scheduled.state}`);
  return scheduled;
}

/** The fields of a statement that a PUT takes, with the officer's own stand added. */
function writable(statement: Json): object {
  const { title, summary, matter, assessment, clauses, basis, recipients, sections, found } = statement;
  return {
    title, summary, matter, assessment, clauses, basis, recipients, sections, found,
    stance: 'supports-with-comments',
    answers: [{ question: 1, text: 'Ja, områdena Boende och närmiljö berör nämndens verksamhet.' }],
    remarks: [{ passage: 'Boende och närmiljö', text: 'Bör nämna trygga gångvägar.', proposal: 'Lägg till trygga gångvägar.' }],
  }; // prettier-ignore
}

async function meetingToday(api: DemoClient, today: string): Promise<void> {
  try {
    await api.post('tsn-sekreterare', '/bodies/TSN/meetings', { date: today });
  } catch (error) {
    // The story has been told today already: the meeting is in the calendar.
    if (!(error instanceof Refused && error.exchange.status === 409)) throw error;
  }
}

async function decideAndForward(api: DemoClient, tell: Tell, scheduled: Json, today: string): Promise<void> {
  const path = `/consultations/${scheduled.id}`;
  const decided = await api.post(
    'tsn-sekreterare',
    `${path}/decide`,
    { outcome: 'as-proposed', section: '84' },
    scheduled.version,
  );
  tell(10, 'tsn-sekreterare', `för in nämndens beslut, § 84 → ${decided.state}`);
  const confirmed = await api.post(
    'tsn-sekreterare',
    `${path}/confirm`,
    { confirmedOn: today, immediate: true },
    decided.version,
  );
  tell(11, 'tsn-sekreterare', `protokollet är justerat → ${confirmed.state}`);
  const forwarded = await api.post('tsn-sekreterare', `${path}/forward`, undefined, confirmed.version);
  const dispatch = forwarded['dispatch'] as { sha256: string };
  tell(
    11,
    'tsn-sekreterare',
    `expedierar yttrandet → ${forwarded.state}, SHA-256 ${dispatch.sha256.slice(0, 12)}…`,
  );
  const milliseconds = await delivered(api, path);
  tell(11, 'yttra', `levererar till KS inkorg → delivered (efter ${milliseconds} ms)`);
}

async function delivered(api: DemoClient, path: string): Promise<number> {
  const started = Date.now();
  while (Date.now() - started < 30_000) {
    const { items } = (await api.get('tsn-sekreterare', `${path}/deliveries`)) as unknown as {
      items: Json[];
    };
    const dispatches = items.filter((delivery) => delivery['kind'] === 'dispatch');
    if (dispatches.length > 0 && dispatches.every(({ state }) => state === 'delivered'))
      return Date.now() - started;
    await pause(20);
  }
  throw new Error('Yttrandet har inte levererats på 30 sekunder. Körs en worker?');
}

async function receiveAndCompile(
  api: DemoClient,
  tell: Tell,
  referral: Json,
  scheduled: Json,
  today: string,
): Promise<void> {
  const forwarded = await api.get('ks-registrator', `/consultations/${scheduled.id}`);
  await api.get('ks-registrator', `/referrals/${referral.id}/replies`);
  const received = await api.post(
    'ks-registrator',
    `/consultations/${scheduled.id}/acknowledge`,
    undefined,
    forwarded.version,
  );
  tell(12, 'ks-registrator', `kvitterar TSN:s yttrande → ${received.state}`);
  await recordReply(api, tell, referral, today);
  const compilation = await api.get('ks-handlaggare', `/referrals/${referral.id}/compilation`);
  tell(13, 'ks-handlaggare', `sammanställer: ${JSON.stringify(compilation['totals'])}`);
  const open = await api.get('ks-registrator', `/referrals/${referral.id}`);
  const closed = await api.post(
    'ks-registrator',
    `/referrals/${referral.id}/close`,
    { reason: 'Ärendet tas upp i kommunstyrelsen.' },
    open.version,
  );
  const silent = await consultationOf(api, 'ks-registrator', referral, 'BIN');
  tell(13, 'ks-registrator', `avslutar remissen → ${closed.state}; BIN är ${silent.state}`);
  const trail = (await api.get(
    'ks-registrator',
    `/cases/${String(referral['caseId'])}/audit-trail?limit=100`,
  )) as unknown as { items: unknown[] };
  tell(14, 'ks-registrator', `läser ärendets historik: ${trail.items.length} händelser`);
}

async function recordReply(api: DemoClient, tell: Tell, referral: Json, today: string): Promise<void> {
  const outside = await consultationOf(api, 'ks-registrator', referral, 'Räddningstjänsten Syd');
  const document = await api.upload(
    'ks-registrator',
    { title: 'Yttrande från Räddningstjänsten Syd', kind: 'reply', body: 'KS', direction: 'incoming' },
    { name: 'svar.txt', text: 'Räddningstjänsten Syd har inget att erinra.\n' },
  );
  const reply = { documentId: document.id, receivedOn: today, stance: 'no-objection' };
  const received = await api.post(
    'ks-registrator',
    `/consultations/${outside.id}/record-reply`,
    reply,
    outside.version,
  );
  tell(12, 'ks-registrator', `för in Räddningstjänstens svar, som kom per post → ${received.state}`);
}

/** One consultee's consultation in a case, as the persona sees it. */
async function consultationOf(
  api: DemoClient,
  persona: string,
  referral: Json,
  consultee: string,
): Promise<Json> {
  const path = `/cases/${String(referral['caseId'])}/consultations?limit=100`;
  const { items } = (await api.get(persona, path)) as unknown as { items: Json[] };
  const row = items.find((item) => item['consultee'] === consultee);
  if (!row) throw new Error(`${persona} ser ingen remiss till ${consultee}.`);
  return api.get(persona, `/consultations/${row.id}`);
}
