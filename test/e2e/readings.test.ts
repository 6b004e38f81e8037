import { expect, it } from '@jest/globals';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, given, type Answer } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

const marking = { provision: 'OSL 21:7', seenBy: [{ body: 'KS', role: 'registrar' }] };
const mark = (path: string) =>
  done(service.as('ks-registrator').post(`${path}/mark-confidential`, marking, { ifMatch: '*' }));

/** Which records were read in confidence while something was done, by whom. */
async function readBy(work: () => Promise<unknown>): Promise<string[]> {
  const [{ last }] = await service.database.query('SELECT coalesce(max(id), 0) AS last FROM audit_events');
  await work();
  const rows: { actor: string; object_id: string }[] = await service.database.query(
    "SELECT actor, object_id FROM audit_events WHERE object_type = 'reading' AND id > $1 ORDER BY id",
    [last],
  );
  return rows.map(({ actor, object_id }) => `${actor} ${object_id}`);
}

it('is remembered when the audit trail of an open case holds a confidential part', async () => {
  const { id, ...consultation } = await given(service).consultation('forwarded');
  await mark(`/referrals/${consultation['referralId']}`);
  const trail = `/cases/${consultation['caseId']}/audit-trail`;
  for (const path of [`${trail}?limit=100`, `${trail}/export`]) {
    const read = await readBy(() => service.as('ks-registrator').get(path).expect(200));
    expect(read.sort()).toEqual(
      [`ks-registrator ${consultation['referralId']}`, `ks-registrator ${id}`].sort(),
    );
    expect(await readBy(() => service.as('ks-handlaggare').get(path).expect(200))).toEqual([]);
  }
});

it('is remembered of a HEAD, and of a repeat that is answered again', async () => {
  const { id, version } = await given(service).referralCase({ confidentiality: marking });
  const { accessToken } = await service.app.get(DemoIssuer).issue('ks-registrator');
  const url = `${service.base}/yttra/v1/cases/${id}`;
  const head = () => fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${accessToken}` } });
  expect(await readBy(async () => expect((await head()).status).toBe(200))).toEqual([`ks-registrator ${id}`]);

  const close = () =>
    service.as('ks-registrator').post(`/cases/${id}/close`, {}, { ifMatch: version, key: 'stäng' });
  expect(await readBy(() => close().expect(200))).toEqual([]);
  expect(await readBy(() => close().expect(200))).toEqual([`ks-registrator ${id}`]);
  const create = () =>
    service
      .as('ks-registrator')
      .post('/cases', { title: 'Hemligt', issuer: 'KS', confidentiality: marking }, { key: 'nytt' });
  const { body } = await create().expect(201);
  expect(await readBy(() => create())).toEqual([`ks-registrator ${body.id}`]);
});

it('is remembered once for each record that a request reads', async () => {
  const { consultation } = given(service);
  const { id, ...row } = await consultation('forwarded');
  await mark(`/cases/${row['caseId']}`);
  await done(
    service.as('ks-registrator').post(`/consultations/${id}/mark-confidential`, marking, { ifMatch: '*' }),
  );
  for (const path of ['replies', 'compilation']) {
    const read = await readBy(() =>
      service.as('ks-registrator').get(`/referrals/${row['referralId']}/${path}`),
    );
    expect(read.sort()).toEqual([`ks-registrator ${row['referralId']}`, `ks-registrator ${id}`].sort());
  }
});

it('is not needed of lists, which name no private party of what is confidential', async () => {
  const name = 'Anna Svensson';
  const referral = await given(service).sentReferral({
    consultees: [{ body: 'TSN' }, { name, email: 'anna@example.se' }],
  });
  await mark(`/cases/${referral['caseId']}`);
  const lists = [
    '/consultations?limit=100',
    '/deliveries?limit=100',
    `/deliveries?consultation=${(await outsider(referral)).id}`,
  ];
  const read = await readBy(async () => {
    for (const path of lists) {
      const { text } = await service.as('ks-registrator').get(path).expect(200);
      expect(text).not.toContain(name);
      expect(text).not.toContain('anna@example.se');
    }
  });
  expect(read).toEqual([]);
  const { id } = await outsider(referral);
  const [delivery] = (await done(service.as('ks-registrator').get(`/consultations/${id}/deliveries`)))[
    'items'
  ] as Answer[];
  expect(delivery!['recipient']).toBe('anna@example.se');
  expect(await readBy(() => service.as('ks-registrator').get(`/deliveries/${delivery!.id}`))).toEqual([
    `ks-registrator ${delivery!.id}`,
  ]);

  // An administrator mends what failed, and is not told whom it was for or what it was about.
  await service.database.query("UPDATE deliveries SET state = 'failed', last_error = 'x' WHERE id = $1", [
    delivery!.id,
  ]);
  const failed = await done(service.as('admin').get(`/deliveries/${delivery!.id}`));
  expect(failed).toMatchObject({ state: 'failed', recipient: null, consultationId: null, dispatchId: null });
});

async function outsider(referral: Answer): Promise<Answer> {
  const { items } = await done(
    service.as('ks-registrator').get(`/cases/${referral['caseId']}/consultations?limit=100`),
  );
  return (items as Answer[]).find((item) => item['consultee'] !== 'TSN')!;
}

it('is not explained away: whoever may not do a thing is told no rule of it, and of no hidden referral', async () => {
  const { id, ...consultation } = await given(service).consultation('drafting');
  const explained = await done(service.as('ks-registrator').get(`/consultations/${id}?explain=actions`));
  const reasons = (action: string) =>
    (explained['unavailableActions'] as { action: string; reasons: { code: string }[] }[])
      .find((each) => each.action === action)!
      .reasons.map(({ code }) => code);
  expect(reasons('submit')).toEqual(['not-permitted']);

  const referral = `/referrals/${consultation['referralId']}`;
  const seenBy = [{ person: 'ks-registrator' }, { body: 'KS', role: 'officer' }];
  await done(
    service
      .as('ks-handlaggare')
      .post(`${referral}/mark-confidential`, { ...marking, seenBy: [seenBy[1]] }, { ifMatch: '*' }),
  );
  const place = `/cases/${consultation['caseId']}`;
  const view = await service.as('ks-registrator').get(`${place}?explain=actions`).expect(200);
  expect(view.text).not.toContain('referral-still-open');
  const refused = await service.as('ks-registrator').post(`${place}/close`, {}, { ifMatch: '*' }).expect(409);
  expect(refused.body.reasons).toMatchObject([{ code: 'not-yet' }]);
});

it('does not tell who there is at other bodies', async () => {
  const { id } = await given(service).referralCase();
  const marked = async (person: string) => {
    const seenBy = [...marking.seenBy, { person }];
    const { status, body } = await service
      .as('ks-registrator')
      .post(`/cases/${id}/mark-confidential`, { ...marking, seenBy }, { ifMatch: '*' });
    return [status, (body.warnings ?? []).map(({ code }: { code: string }) => code)];
  };
  expect(await marked('bin-chef')).toEqual([200, ['not-of-this-body']]);
  expect(await marked('finns-inte')).toEqual([200, ['not-of-this-body']]);
  expect(await marked('ks-handlaggare')).toEqual([200, []]);
});
