import { afterEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

const service = sharedService();
afterEach(async () => {
  await done(as('admin').patch('/people/tsn-handlaggare', { active: true }, { ifMatch: '*' }));
  await setRoles('tsn-handlaggare', ['officer']);
  await setRoles('tsn-chef', ['manager']);
  await service.reset();
});

const as = (persona: string) => service.as(persona);
const setRoles = (username: string, roles: string[]) =>
  done(as('admin').put(`/bodies/TSN/people/${username}`, { roles }, { ifMatch: '*' }));
const officerOf = async (id: string) =>
  (await done(as('tsn-registrator').get(`/consultations/${id}`)))['officer'] as string;
const reassign = (body: object, persona = 'tsn-chef') =>
  as(persona).post('/bodies/TSN/people/tsn-handlaggare/reassign', body);
const said = (answer: Answer) =>
  (answer['warnings'] ?? []).filter(({ code }: Answer) => code === 'leaves-matters-open');

describe('someone who leaves', () => {
  it('is said to leave open matters, by number to who sees them, and the managers are told', async () => {
    const open = await given(service).consultation('drafting');
    await given(service).consultation('received');
    await setRoles('tsn-chef', ['manager', 'administrator']);
    const left = await done(
      as('tsn-chef').patch('/people/tsn-handlaggare', { active: false }, { ifMatch: '*' }),
    );
    expect(said(left)).toEqual([
      { code: 'leaves-matters-open', detail: expect.stringContaining(open['ownCaseNumber']) },
    ]);
    const told = async () => {
      const { items } = await done(as('tsn-chef').get('/inbox'));
      return (items as Answer[]).filter(({ topic }) => topic === 'matters-left').length;
    };
    expect(await until(told, (count) => count > 0)).toBe(1);
    // Whatever else is changed of somebody who has left, nobody is told of it anew.
    await done(as('admin').patch('/people/tsn-handlaggare', { email: null }, { ifMatch: '*' }));
    await setRoles('tsn-handlaggare', []);
    const notices = await service.database.query("SELECT FROM deliveries WHERE topic = 'matters-left'");
    expect(notices).toHaveLength(1);
  });

  it('is said to leave a role to nobody, where matters would wait for it', async () => {
    const nobodyIs = (answer: Answer) =>
      (answer['warnings'] ?? []).flatMap(({ code, detail }: Answer) =>
        code === 'leaves-nobody' ? [detail] : [],
      );
    const active = (username: string, is: boolean) =>
      done(as('admin').patch(`/people/${username}`, { active: is }, { ifMatch: '*' }));
    const nobody =
      'Ingen är nu förvaltningschef i TSN. Det som väntar på den rollen ligger kvar tills någon får den.';
    expect(nobodyIs(await active('tsn-chef', false))).toEqual([nobody]);
    expect(nobodyIs(await active('tsn-chef', true))).toEqual([]);
    expect(nobodyIs(await setRoles('tsn-chef', []))).toEqual([nobody]);
    await setRoles('tsn-chef', ['manager']);
    await setRoles('tsn-registrator', ['registrar', 'manager']);
    expect(nobodyIs(await setRoles('tsn-chef', []))).toEqual([]);
    await setRoles('tsn-registrator', ['registrar']);
  });

  it('is so too where only the role is taken away, or the person moves; an administrator is told how many', async () => {
    const open = await given(service).consultation('drafting');
    const [warning] = said(await setRoles('tsn-handlaggare', ['reader']));
    expect(warning.detail).toContain('1 öppna ärenden i TSN');
    expect(warning.detail).not.toContain(open['ownCaseNumber']);
    expect(said(await setRoles('tsn-handlaggare', ['officer']))).toEqual([]);
    const moved = await done(
      as('admin').post(
        '/people/tsn-handlaggare/move',
        { from: 'TSN', to: 'BIN', roles: ['officer'] },
        { ifMatch: '*' },
      ),
    );
    expect(said(moved)).toHaveLength(1);
    await done(
      as('admin').post(
        '/people/tsn-handlaggare/move',
        { from: 'BIN', to: 'TSN', roles: ['officer'] },
        { ifMatch: '*' },
      ),
    );
  });

  it('has all matters given to one officer, or each to somebody, in one step with an event each', async () => {
    const [one, other] = [
      await given(service).consultation('drafting'),
      await given(service).consultation('in-review'),
    ];
    await setRoles('tsn-registrator', ['registrar', 'officer']);
    await setRoles('tsn-chef', ['manager', 'officer']);
    const { reassigned } = await done(
      reassign({ officer: 'tsn-chef', matters: [{ consultation: one.id, officer: 'tsn-registrator' }] }),
    );
    expect(reassigned).toHaveLength(2);
    expect([await officerOf(one.id), await officerOf(other.id)]).toEqual(['tsn-registrator', 'tsn-chef']);
    const events = await service.database.query(
      "SELECT before->>'officer' AS before FROM audit_events WHERE verb = 'assign' AND before->>'officer' IS NOT NULL",
    );
    expect(events).toEqual([{ before: 'tsn-handlaggare' }, { before: 'tsn-handlaggare' }]);
    expect((await done(reassign({ officer: 'tsn-chef' }), 409))['reasons'][0].code).toBe(
      'nothing-to-reassign',
    );
    await setRoles('tsn-registrator', ['registrar']);
  });

  it('keeps for somebody what they were given by another at that very moment', async () => {
    const { id } = await given(service).consultation('drafting');
    await setRoles('tsn-chef', ['manager', 'officer']);
    await setRoles('tsn-registrator', ['registrar', 'officer']);
    const [owner, onlooker] = [1, 2].map(() => new pg.Client({ connectionString: service.databaseUrl }));
    await Promise.all([owner!.connect(), onlooker!.connect()]);
    try {
      await owner!.query('BEGIN');
      await owner!.query("UPDATE consultations SET officer = 'tsn-registrator' WHERE id = $1", [id]);
      const reassigned = reassign({ officer: 'tsn-chef' }).then((answer) => answer);
      const waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ~ 'consultations'";
      await until(
        async () => (await onlooker!.query(waits)).rowCount,
        (rows) => rows === 1,
        10_000,
      );
      await owner!.query('COMMIT');
      const { status, body } = await reassigned;
      expect([status, body.reasons]).toMatchObject([409, [{ code: 'nothing-to-reassign' }]]);
    } finally {
      await Promise.all([owner!.end(), onlooker!.end()]);
    }
    expect(await officerOf(id)).toBe('tsn-registrator');
    await setRoles('tsn-registrator', ['registrar']);
  });

  it('keeps all of them where one cannot be given', async () => {
    const { id } = await given(service).consultation('drafting');
    const stranger = { consultation: '00000000-0000-4000-8000-000000000000', officer: 'tsn-handlaggare' };
    expect((await done(reassign({ officer: 'tsn-chef' }), 422))['errors']).toMatchObject([
      { pointer: '/officer', code: 'not-an-officer' },
    ]);
    const wrong = [{ consultation: id, officer: 'tsn-chef' }];
    expect((await done(reassign({ matters: wrong }), 422))['errors']).toMatchObject([
      { pointer: '/matters/0/officer', code: 'not-an-officer' },
    ]);
    expect((await done(reassign({ matters: [stranger] }), 422))['errors']).toMatchObject([
      { pointer: '/matters/0/consultation', code: 'not-theirs' },
    ]);
    await done(reassign({ officer: 'tsn-handlaggare' }, 'tsn-handlaggare'), 403);
    await done(reassign({ officer: 'tsn-handlaggare' }, 'bin-chef'), 403);
    await done(reassign({ officer: null }), 422);
    expect(await officerOf(id)).toBe('tsn-handlaggare');
  });
});
