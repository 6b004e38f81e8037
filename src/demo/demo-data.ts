import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { actingAsTheService } from '../database/acting.js';
import { DatabaseClient } from '../database/database-client.js';
import { addDays } from '../rules/civil-date.js';
import { addWorkingDays, rollBack, rollForward } from '../rules/working-days.js';
import { DemoClient, Refused, type Json } from './demo-client.js';
import { demoStatement, hasRealReport } from './demo-statements.js';
import { demoBodies, loadMunicipality } from './demo-municipality.js';
import { readRealReport } from './story.js';

const boards = demoBodies.filter(({ kind }) => kind === 'board').map(({ code }) => code);

/** How far a board has come with a consultation. */
type Stage = 'sent' | 'registered' | 'drafting' | 'in-review' | 'on-agenda' | 'forwarded' | 'declined';

/**
 * The demo municipality with its two real cases at several stages, made through the service's own API; one that was cut
 * off is gone on with. Touches nothing once it is whole; a lock lets one of several processes make it.
 */
export async function loadDemo(app: NestFastifyApplication): Promise<void> {
  const dataSource = app.get(DataSource);
  await loadMunicipality(dataSource);
  const { url } = dataSource.options as { url?: string };
  // A session of its own: a pooler would hand the lock, with its session, to somebody else.
  const lock = new DatabaseClient({
    connectionString: app.get<Settings>(SETTINGS).DATABASE_LISTEN_URL ?? url,
    application_name: 'yttra',
  });
  await lock.reach();
  try {
    const { rows } = await lock.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock(hashtext('yttra demo')) AS mine",
    );
    if (rows[0]?.mine) await actingAsTheService(() => fill(app, dataSource));
  } finally {
    await lock.end(); // and with it the lock
  }
}

/** Every request of one that was cut off is sent again: what it had changed is answered as then, by its `Idempotency-Key`. */
async function fill(app: NestFastifyApplication, dataSource: DataSource): Promise<void> {
  // Nobody registers, meets or decides on a day off.
  const today = rollBack(app.get(Clock).today());
  const [begun]: unknown[] = await dataSource.query(BEGIN, [today]);
  const [demo]: { begunOn: string }[] = await dataSource.query(UNFINISHED);
  if (!demo) return;
  // So that there is mail to be seen at /demo/mail.
  await dataSource.query(
    `UPDATE bodies SET notice_emails = ARRAY['registrator.' || lower(code) || '@kommun.example']
     WHERE kind IN ('board', 'executive-board') AND notice_emails = '{}'`,
  );
  try {
    await makeCases(new DemoClient(await app.getUrl(), undefined, true), demo.begunOn);
  } catch (failed) {
    if (begun || !(failed instanceof Refused)) throw failed;
    // What a visitor has changed since stands in the way, and would at every start.
    const { method, path, status } = failed.exchange;
    new Logger('Demo').warn(`The demo stays as it is: ${method} ${path} was answered ${status}.`);
  }
  await dataSource.query('UPDATE demo SET filled_at = now()');
}

/** A database with cases is not the demo's to fill. */
const BEGIN = `INSERT INTO demo (begun_on) SELECT $1 WHERE NOT EXISTS (SELECT FROM cases)
  ON CONFLICT DO NOTHING RETURNING begun_on`;
const UNFINISHED = 'SELECT begun_on AS "begunOn" FROM demo WHERE filled_at IS NULL';

async function makeCases(api: DemoClient, today: string): Promise<void> {
  for (const body of ['KS', ...boards]) {
    for (const days of [0, 21, 49]) {
      const date = rollForward(addDays(today, days));
      const meeting = { date, agendaClosesOn: rollBack(addDays(date, days === 0 ? 0 : -10)) };
      await api.post(`${body.toLowerCase()}-sekreterare`, `/bodies/${body}/meetings`, meeting);
    }
  }
  await api.post('ks-registrator', '/bodies/KS/consultee-groups', {
    name: 'Samtliga nämnder',
    consultees: boards.map((body) => ({ body })),
  });
  const goals = await sendReferral(api, today, {
    referralCase: { title: 'Hållbarhetsmål 2024-2040', issuer: 'KS', caseNumber: 'KS 2023/474' },
    referral: {
      title: 'Remiss, Hållbarhetsmål 2024-2040',
      replyBy: rollForward(addDays(today, 28)),
      letter: 'Kommunstyrelsen önskar nämndernas yttranden över förslaget till hållbarhetsmål.',
      consulteeGroups: ['Samtliga nämnder'],
    },
  });
  await advance(api, goals, today, {
    TSN: 'forwarded',
    BIN: 'in-review',
    SN: 'drafting',
    KFN: 'registered',
    AMN: 'declined',
  });
  const strategy = await sendReferral(api, today, {
    referralCase: {
      title: 'Strategi för social hållbarhet 2024-2030',
      issuer: 'KS',
      relatedCases: ['KS 2023/474'],
      priorDecisions: [{ body: 'KF', date: '2023-05-22', section: '134', about: 'strategin ska revideras' }],
    },
    referral: {
      title: 'Internremiss, Strategi för social hållbarhet 2024-2030',
      replyBy: rollForward(addDays(today, 35)),
      letter: 'Kommunstyrelsen önskar nämndernas yttranden över remissversionen av strategin.',
      questions: [{ text: 'Är utvecklingsområdena relevanta för nämndens verksamhet?' }],
      consultees: [
        ...['TSN', 'BIN', 'SN', 'KFN'].map((body) => ({ body })),
        { name: 'Räddningstjänsten Syd' },
      ],
    },
  });
  await advance(api, strategy, today, { TSN: 'drafting', BIN: 'on-agenda', SN: 'forwarded' });
  await addLateAndAtRisk(api, today);
  await publish(api, goals, today);
}

/** Whatever day the demo is made, somebody is late, somebody is at risk, and something has just come. */
async function addLateAndAtRisk(api: DemoClient, today: string): Promise<void> {
  const late = await sendReferral(api, rollBack(addDays(today, -40)), {
    referralCase: { title: 'Cykelplan', issuer: 'KS' },
    referral: {
      title: 'Remiss, Cykelplan för kommunen',
      replyBy: addWorkingDays(today, -3),
      letter: 'Kommunstyrelsen önskar nämndernas yttranden över förslaget till cykelplan.',
      consultees: ['TSN', 'SBN', 'KFN'].map((body) => ({ body })),
    },
  });
  await advance(api, late, today, { TSN: 'drafting', SBN: 'registered' });
  const atRisk = await sendReferral(api, today, {
    referralCase: { title: 'Riktlinjer för möten och resor', issuer: 'KS' },
    referral: {
      title: 'Remiss, Riktlinjer för möten och resor',
      replyBy: rollForward(addDays(today, 24)),
      letter: 'Kommunstyrelsen önskar nämndernas yttranden över förslaget till riktlinjer.',
      consultees: ['TSN', 'AMN', 'BIN'].map((body) => ({ body })),
    },
  });
  await advance(api, atRisk, today, { AMN: 'registered', BIN: 'drafting' });
}

/** What the demo's public register shows: a case, its referral and the statement that has come in. */
async function publish(api: DemoClient, referral: Json, today: string): Promise<void> {
  const terms = { removeOn: addDays(today, 365) };
  const path = `/cases/${String(referral['caseId'])}`;
  const { version } = await api.get('ks-registrator', path);
  await api.post('ks-registrator', `${path}/publish`, terms, version);
  await api.post('ks-registrator', `/referrals/${referral.id}/publish`, terms, referral.version);
  const { items } = (await api.get('ks-registrator', `${path}/consultations?limit=100`)) as unknown as {
    items: Json[];
  };
  const answered = items.find(({ state }) => state === 'forwarded' || state === 'received')!;
  await api.post('tsn-registrator', `/consultations/${answered.id}/publish`, terms, answered.version);
}

async function sendReferral(
  api: DemoClient,
  sentOn: string,
  { referralCase, referral }: { referralCase: object; referral: object },
): Promise<Json> {
  const { id } = await api.post('ks-registrator', '/cases', referralCase);
  const draft = await api.post('ks-handlaggare', `/cases/${id}/referrals`, referral);
  return api.post('ks-registrator', `/referrals/${draft.id}/send`, { sentOn }, draft.version);
}

async function advance(
  api: DemoClient,
  referral: Json,
  today: string,
  stages: Record<string, Stage>,
): Promise<void> {
  const path = `/cases/${String(referral['caseId'])}/consultations?limit=100`;
  const { items } = (await api.get('ks-registrator', path)) as unknown as { items: Json[] };
  for (const consultation of items) {
    const stage = stages[String(consultation['consultee'])];
    if (stage) await advanceOne(api, consultation, stage, today);
  }
}

/** Takes the steps of the story, each with the version the one before left, until the stage is reached. */
async function advanceOne(api: DemoClient, consultation: Json, stage: Stage, today: string): Promise<void> {
  const prefix = String(consultation['consultee']).toLowerCase();
  const path = `/consultations/${consultation.id}`;
  let { version, state } = consultation;
  const step = async (role: string, verb: string, body?: object) => {
    if (state === stage) return;
    ({ version, state } = await api.post(`${prefix}-${role}`, `${path}/${verb}`, body, version));
  };
  if (stage === 'declined') {
    const reason = 'Förslaget berör inte nämndens verksamhet.';
    return step('registrator', 'decline', { reason, basis: `Delegationsordningen punkt 1.7, ${today}` });
  }
  await step('registrator', 'register', { receivedOn: today });
  await step('chef', 'assign', { officer: `${prefix}-handlaggare` });
  if (state === 'drafting') {
    const statement = demoStatement(consultation, today);
    if (statement) await api.put(`${prefix}-handlaggare`, `${path}/statement`, statement, 0);
    if (hasRealReport(consultation))
      await api.postText(`${prefix}-handlaggare`, `${path}/statement/import`, await readRealReport(), 0);
  }
  await step('handlaggare', 'submit');
  await step('chef', 'approve');
  await step('sekreterare', 'schedule', { meetingDate: today });
  await step('sekreterare', 'decide', { outcome: 'as-proposed', section: '72' });
  await step('sekreterare', 'confirm', { confirmedOn: today, immediate: true });
  await step('sekreterare', 'forward', { forwardedOn: today });
}
