import { beforeAll, expect, it } from '@jest/globals';
import { done, given, type Answer } from '../support/given.js';
import { park, type Barrier } from '../support/parking.js';
import type { RunningProcess } from '../support/processes.js';
import { until } from '../support/until.js';
import { house } from './house.js';

/**
 * A body is wound up that has a case of its own, a matter that it is asked about, and one that its successor is asked about
 * too. Its register is kept by another body.
 */
const here = house();
beforeAll(async () => {
  await here.service.database.query(
    `INSERT INTO bodies (code, name, kind, register_kept_by) SELECT code, 'Valnämnden ' || code, 'board', 'KS'
     FROM unnest(ARRAY['VNA', 'VNB', 'VNC', 'VND']) AS code`,
  );
});

async function mattersOf(body: string): Promise<string[]> {
  const as = (persona: string) => here.service.as(persona);
  const { id: own } = await done(as('ks-registrator').post('/cases', { title: 'Vallokaler', issuer: body }));
  const { id: caseId } = await done(as('sn-registrator').post('/cases', { title: 'Lokaler', issuer: 'SN' }));
  const asked: string[] = [];
  for (const consultees of [[{ body }], [{ body }, { body: 'SBN' }]]) {
    const draft = await done(
      as('sn-handlaggare').post(`/cases/${caseId}/referrals`, {
        title: 'Lokaler',
        replyBy: '2099-12-15',
        letter: 'Nämnden önskar ert yttrande.',
        consultees,
      }),
    );
    await done(as('sn-registrator').post(`/referrals/${draft.id}/send`, {}, { ifMatch: '*' }));
    const { items } = await done(as('ks-registrator').get(`/consultations?consultee=${body}`));
    const { id } = (items as Answer[]).find(({ referralId }) => referralId === draft.id)!;
    await given(here.service).step('ks-registrator', id, 'register');
    asked.push(id);
  }
  return [own, ...asked];
}

/** Whose each of it is, in which state, under whose numbers, and how often anybody has been told. */
async function stand(body: string, [own, ...asked]: readonly string[]): Promise<object> {
  return here.one(
    `SELECT jsonb_build_object(
       'active', (SELECT active FROM bodies WHERE code = $1),
       'heirs', (SELECT count(*) FROM body_heirs WHERE body_code = $1),
       'case', (SELECT issuer_code FROM cases WHERE id = $2),
       'asked', (SELECT array_agg(consultee_code || ' ' || state ORDER BY place)
         FROM unnest($3::uuid[]) WITH ORDINALITY AS of (id, place) JOIN consultations USING (id)),
       'kept', (SELECT count(*) FROM numbers_handed_over WHERE body_code = $1),
       'events', (SELECT count(*) FROM audit_events WHERE verb IN ('hand-over', 'recall')
         AND object_id = ANY (($2::uuid || $3::uuid[])::text[])),
       'told', (SELECT count(*) FROM deliveries WHERE consultation_id = ANY ($3)
         AND topic IN ('matter-handed-over', 'consultation-recalled')))`,
    body,
    own,
    asked,
  );
}

const BEFORE = { heirs: 0, kept: 0, events: 0, told: 0, active: true };
const untouched = (body: string) => ({
  ...BEFORE,
  case: body,
  asked: [`${body} registered`, `${body} registered`],
});
const whole = (body: string) => ({
  active: false,
  heirs: 1,
  case: 'SBN',
  asked: ['SBN registered', `${body} withdrawn`],
  kept: 2,
  events: 3,
  told: 3,
});

const windUp = (body: string) => async (api: RunningProcess) =>
  (await here.as(api, 'admin')).patch(
    `/bodies/${body}`,
    { active: false, successor: 'SBN' },
    { ifMatch: '*' },
  );

/** Somebody stands at the barrier, is killed there, and the database has noticed. */
async function killedAt(barrier: Barrier, process: RunningProcess): Promise<void> {
  await barrier.someoneWaits();
  await here.end(process);
  await barrier.nobodyWaits();
}

it.each([
  ['VNA', 'before the numbers are kept', 'numbers_handed_over', 'before-insert'],
  ['VNB', 'before the first is told', 'outbox', 'before-insert'],
  ['VNC', 'inside its COMMIT', 'numbers_handed_over', 'in-commit'],
] as const)('an api killed while it winds %s up, %s, leaves all or nothing', async (body, _at, table, where) => {
  const matters = await mattersOf(body);
  const barrier = await park(here.service.databaseUrl, table, where);
  const first = await here.start('api');
  const lost = windUp(body)(first).then(
    ({ status }) => status,
    () => 'lost' as const,
  );
  await killedAt(barrier, first);
  expect(await lost).toBe('lost');
  expect(await stand(body, matters)).toEqual(untouched(body));
  await barrier.lift();
  const { status } = await windUp(body)(await here.start('api'));
  expect([status, await stand(body, matters)]).toEqual([200, whole(body)]);
});

it('a worker killed three times while it winds up a body whose day has passed does it once, whole', async () => {
  const matters = await mattersOf('VND');
  await done(
    here.service
      .as('admin')
      .patch('/bodies/VND', { active: false, successor: 'SBN', to: tomorrow() }, { ifMatch: '*' }),
  );
  await here.service.database.query("UPDATE bodies SET exists_to = now()::date - 2 WHERE code = 'VND'");
  const barrier = await park(here.service.databaseUrl, 'numbers_handed_over');
  for (let round = 0; round < 3; round++) {
    await killedAt(barrier, await here.start('worker'));
    expect(await stand('VND', matters)).toEqual(untouched('VND'));
  }
  await barrier.lift();
  await Promise.all([here.start('worker'), here.start('worker')]);
  await until(
    () => here.one<boolean>("SELECT active FROM bodies WHERE code = 'VND'"),
    (active) => !active,
  );
  expect(await stand('VND', matters)).toEqual(whole('VND'));
});

const tomorrow = () => new Date(Date.now() + 2 * 24 * 3_600_000).toISOString().slice(0, 10);
