import { describe, expect, it } from '@jest/globals';
import { breachesOf, unpacked } from '../support/archive-package.js';
import { done, given, NOW, statement, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { along, readXml, type XmlElement } from '../support/xml-elements.js';

const DATA = 'representations/rep1/data';
const YEARS_LATER = '2032-01-10T11:00:00Z';

const service = sharedService({ RECONCILE_SECONDS: '0.3' });

const changed = (persona: string, path: string, body: object = {}) =>
  done(service.as(persona).post(path, body, { ifMatch: '*' }));
const asked = (id: string, persona = 'tsn-registrator') =>
  service.as(persona).post(`/consultations/${id}/archive`, {}, { ifMatch: '*' });
const whyNot = async (id: string): Promise<string[]> =>
  ((await asked(id).expect(409)).body.reasons as Answer[]).map((reason) => reason['code']);
const read = (id: string, persona = 'tsn-registrator') =>
  done(service.as(persona).get(`/archive-packages/${id}`));
const written = async (id: string): Promise<Answer> => {
  const { archivePackage } = await done(asked(id), 202);
  return until(
    () => read(archivePackage.id),
    ({ state }) => state === 'written',
  );
};
const fetched = async ({ id }: Answer) => {
  const { body } = await bytesOf(service.as('tsn-registrator').get(`/archive-packages/${id}/content`)).expect(
    200,
  );
  await until(
    () => read(id),
    ({ fetchedAt }) => fetchedAt !== null,
  );
  const files = await unpacked(body as Buffer);
  expect(breachesOf(files)).toEqual([]);
  return files;
};
const rowsOf = (register: XmlElement, list: string): Record<string, string>[] =>
  register.in
    .filter(({ at }) => at['name'] === list)
    .flatMap((found) => found.in)
    .map((row) => Object.fromEntries(row.in.map(({ at, text }) => [at['name']!, text])));
const ownDocument = (title: string, text: string, kind = 'other') =>
  done(service.as('tsn-registrator').upload({ title, kind, body: 'TSN' }, text));

/** A matter of TSN of which a version named a document that was not dispatched; received, and its case closed. */
async function received(text: string) {
  const found = given(service);
  const its = await found.referralCase();
  const draft = await found.draftReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] }, its.id);
  const proposal = await found.document({ title: 'Förslaget', kind: 'proposal' }, `Förslaget ${text}`);
  await changed('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: proposal.id });
  const referral = await changed('ks-registrator', `/referrals/${draft.id}/send`);
  const { id } = await found.consultationOf('tsn-registrator', referral);
  await found.step('tsn-registrator', id, 'register');
  await found.step('tsn-chef', id, 'assign', { officer: 'tsn-handlaggare' });
  const basis = await ownDocument('Intern beräkning', `Beräkningen ${text}`);
  const named = [{ title: 'Intern beräkning, 2026-10-21', documentId: basis.id }];
  await found.saveStatement(id, { ...statement, assessment: `Ett utkast ${text}`, basis: named });
  await found.saveStatement(id);
  await found.step('tsn-handlaggare', id, 'submit');
  await found.step('tsn-chef', id, 'return', { comment: `En kommentar ${text}` });
  await found.goOn(id, 'drafting', 'forwarded');
  const other = await found.consultationOf('bin-registrator', referral, 'BIN');
  await changed('bin-registrator', `/consultations/${other.id}/messages`, { text: `Från BIN ${text}` });
  // What is still on its way is told of as that, and the package would be another once it has arrived.
  await until(
    async () => {
      const { dispatch } = await done(service.as('tsn-registrator').get(`/consultations/${id}`));
      const { paper } = await done(service.as('tsn-registrator').get(`/dispatches/${dispatch.id}`));
      const { items } = await done(service.as('tsn-registrator').get(`/consultations/${id}/deliveries`));
      return paper !== null && (items as Answer[]).every(({ state }) => state === 'delivered');
    },
    (arrived) => arrived,
  );
  await found.step('ks-registrator', id, 'acknowledge');
  const close = async () => {
    await found.settle(referral, 'close');
    await changed('ks-registrator', `/cases/${its.id}/close`);
  };
  return { its, referral, id, basis, close };
}

describe('a consultee’s own file of a consultation', () => {
  it('is packed with its work in every version and what came to it, and nothing of what others did', async () => {
    const { id, its, referral } = await received('ett');
    // The same body is asked again in the same case: that is another matter of its.
    await given(service).sentReferral({}, its.id);
    await changed('tsn-registrator', `/consultations/${id}/messages`, { text: 'Tack för kvittensen.' });
    const first = await written(id);
    expect(first).toMatchObject({ consultationId: id, caseId: its.id, requestedBy: 'tsn-registrator' });
    expect(first['fileName']).toMatch(/^TSN \d{4}-\d+ arkivpaket\.tar$/);
    const files = await fetched(first);

    const register = readXml(files.get(`${DATA}/register.xml`)!);
    expect(rowsOf(register, 'versions').map(({ number }) => number)).toEqual(['1', '2']);
    expect(rowsOf(register, 'decisions')).toMatchObject([{ outcome: 'as-proposed', section: '84' }]);
    const texts = [...files].map(([, bytes]) => bytes.toString()).join('\n');
    for (const own of ['Förslaget ett', 'Beräkningen ett', 'Ett utkast ett', 'En kommentar ett'])
      expect(texts).toContain(own);
    expect(texts).not.toContain('Från BIN ett');

    const [file] = along(readXml(files.get('metadata/descriptive/erms.xml')!), 'aggregations', 'aggregation');
    expect(along(file!, 'agents', 'agent', 'name').map(({ text }) => text)).toEqual([
      'Tekniska servicenämnden',
      'Kommunstyrelsen',
    ]);
    const directions = along(file!, 'record').map((record) => [
      record.at['recordType'],
      along(record, 'direction')[0]!.at['directionDefinition'],
    ]);
    expect(directions).toEqual(
      expect.arrayContaining([
        ['proposal', 'incoming'],
        ['dispatch', 'outgoing'],
        ['referral-letter', 'incoming'],
        ['staff-report', 'other'],
        ['minutes-extract', 'other'],
        ['receipt', 'incoming'],
      ]),
    );
    const lines = files.get(`${DATA}/audit-trail.jsonl`)!.toString().trim().split('\n');
    const trail = lines.map((line) => JSON.parse(line) as Answer);
    expect(trail.at(-1)).toMatchObject({ verb: 'write-message', masked: false });
    expect(trail.find(({ verb }) => verb === 'acknowledge')).toMatchObject({ masked: true });
    expect(trail.find(({ verb }) => verb === 'decide')).toMatchObject({ actor: 'tsn-sekreterare' });
    const seen = (name: string) => [...new Set(trail.map((line) => line[name]))].toSorted();
    expect(seen('consultationId')).toEqual([id, null]);
    expect(seen('referralId')).toEqual([referral.id]);

    expect((await written(id))['sha256']).toBe(first['sha256']);
  });

  it('leaves the issuer’s package as it was, which holds nothing of it', async () => {
    const { id, its, basis, close } = await received('två');
    await close();
    const packed = async () => {
      const { archivePackage } = await changed('ks-registrator', `/cases/${its.id}/archive`);
      return until(
        () => read(archivePackage.id, 'ks-registrator'),
        ({ state }) => state === 'written',
      );
    };
    const before = await packed();
    await written(id);
    expect((await packed())['sha256']).toBe(before['sha256']);
    const [{ holds }] = await service.database.query('SELECT holds FROM archive_packages WHERE id = $1', [
      before.id,
    ]);
    expect(holds).not.toContain(basis.id);
  });

  it('is its registrar’s, and leaves an event of which the issuer sees no more than that', async () => {
    const { id, its } = await received('tre');
    const { id: packageId } = await written(id);
    await asked(id, 'tsn-handlaggare').expect(403);
    await asked(id, 'ks-registrator').expect(403);
    await asked(id, 'bin-registrator').expect(404);
    for (const persona of ['tsn-handlaggare', 'ks-registrator']) {
      await service.as(persona).get(`/consultations/${id}/archive-packages`).expect(403);
      const { status } = await service.as(persona).get(`/archive-packages/${packageId}/content`);
      expect([persona, status]).toEqual([persona, persona === 'ks-registrator' ? 404 : 403]);
    }
    const list = await done(service.as('tsn-registrator').get(`/consultations/${id}/archive-packages`));
    expect((list['items'] as Answer[]).map((each) => each.id)).toEqual([packageId]);
    const eventFor = async (persona: string) => {
      const { items } = await done(service.as(persona).get(`/cases/${its.id}/audit-trail?limit=100`));
      return (items as Answer[]).find(({ verb }) => verb === 'archive');
    };
    expect(await eventFor('tsn-registrator')).toMatchObject({ after: { archivePackage: packageId } });
    expect(await eventFor('ks-registrator')).toMatchObject({ actor: null, after: null });
  });

  it('is not packed before it has ended, while unregistered, nor apart from a case of the body’s own', async () => {
    const found = given(service);
    for (const state of ['drafting', 'forwarded'] as const)
      expect(await whyNot((await found.consultation(state)).id)).toEqual(['consultation-has-not-ended']);
    const { id } = await found.consultation('declined');
    expect(await whyNot(id)).toEqual(['never-registered']);
    await found.step('tsn-registrator', id, 'register');
    expect(await written(id)).toMatchObject({ state: 'written' });
    const origin = { sender: 'Boverket', reference: 'B 1', replyBy: '2026-12-05' };
    const registrar = service.as('tsn-registrator');
    const own = await done(registrar.post('/cases', { title: 'Remiss', issuer: 'TSN', origin }));
    const reply = await done(registrar.post(`/cases/${own.id}/consultations`, { consultee: 'TSN' }));
    await found.step('tsn-registrator', reply.id, 'decline', { reason: 'Berör oss inte', basis: 'TSN § 7' });
    expect(await whyNot(reply.id)).toEqual(['archived-with-its-case']);
  });

  it('waits when the consultation goes on again, and says so', async () => {
    const found = given(service);
    const { id } = await found.consultation('declined');
    await found.step('tsn-registrator', id, 'register');
    await service.database.query(
      `INSERT INTO archive_packages (id, consultation_id, requested_by, due_at)
       VALUES ('11111111-2222-4333-8444-555555555555', $1, 'tsn-registrator', now() + interval '10 minutes')`,
      [id],
    );
    await found.step('ks-registrator', id, 'reopen', { reason: 'Ni behövs' });
    await service.database.query("UPDATE archive_packages SET due_at = now() WHERE id = '11111111-2222-4333-8444-555555555555'"); // prettier-ignore
    expect(
      await until(
        () => read('11111111-2222-4333-8444-555555555555'),
        ({ state }) => state !== 'waiting',
      ),
    ).toMatchObject({ state: 'failing', lastError: 'conflict' });
  });

  it('carries its markings, and is packed and fetched by nobody from whom some of it is kept', async () => {
    const { id, basis } = await received('fyra');
    const mark = (path: string, provision: string, person: string) =>
      changed('tsn-registrator', `${path}/mark-confidential`, {
        provision,
        seenBy: [{ person: 'tsn-registrator' }, { person }],
      });
    await mark(`/documents/${basis.id}`, 'OSL 19:3', 'tsn-handlaggare');
    const marked = await written(id);
    const files = await fetched(marked);
    const [file] = along(readXml(files.get('metadata/descriptive/erms.xml')!), 'aggregations', 'aggregation');
    const restricted = along(file!, 'record').filter(
      (record) => along(record, 'restriction', 'regulation')[0]?.text === 'OSL 19:3',
    );
    expect(restricted.map((record) => record.at['recordType'])).toEqual(
      expect.arrayContaining(['other', 'register', 'audit-trail']),
    );
    await changed('tsn-handlaggare', `/documents/${basis.id}/mark-confidential`, {
      provision: 'OSL 19:3',
      seenBy: [{ person: 'tsn-handlaggare' }],
    });
    expect(await whyNot(id)).toEqual(['archive-needs-all-of-it']);
    await service.as('tsn-registrator').get(`/archive-packages/${marked.id}/content`).expect(404);
  });

  it('lets what it holds be disposed of once it has been fetched, and goes with it', async () => {
    service.setNow(NOW);
    await service
      .as('admin')
      .post('/bodies/TSN/retention-rules', { kind: 'other', years: 5, decision: 'KF § 84' })
      .expect(201);
    const { id, basis, close } = await received('fem');
    await close();
    service.setNow(YEARS_LATER);
    const dispose = () =>
      service
        .as('tsn-registrator')
        .post('/bodies/TSN/disposals', { documents: [basis.id], reason: 'Gallring' });
    const why = async () => ((await dispose().expect(409)).body.reasons as Answer[]).map(({ code }) => code);
    expect(await why()).toEqual(['not-archived-yet']);
    const its = await written(id);
    expect(await why()).toEqual(['not-archived-yet']);
    await fetched(its);
    const { items } = await done(service.as('tsn-registrator').get('/bodies/TSN/due-disposals'));
    expect((items as Answer[]).map((due) => due.id)).toContain(basis.id);
    await dispose().expect(200);
    expect(await read(its.id)).toMatchObject({ state: 'removed' });
    await service.as('tsn-registrator').get(`/archive-packages/${its.id}/content`).expect(410);
    const again = await fetched(await written(id));
    const register = readXml(again.get(`${DATA}/register.xml`)!);
    expect(rowsOf(register, 'disposedDocuments')).toMatchObject([{ id: basis.id, decision: 'KF § 84' }]);
    service.setNow(NOW);
  });

  it('is asked for and fetched from the page of the matter', async () => {
    const { id } = await received('sex');
    const visitor = new Visitor(service.base);
    await visitor.signIn('tsn-registrator');
    const form = await visitor.visit(`/svar/${id}/arkivera`);
    expect(form.status).toBe(200);
    const after = await visitor.send(`/svar/${id}/arkivera`, Visitor.hidden(form));
    expect(after.path).toMatch(new RegExp(`^/svar/${id}`));
    const shown = await until(
      () => visitor.visit(`/svar/${id}`),
      ({ text }) => text.includes('arkivpaket.tar'),
    );
    const link = shown.elements.find(({ attributes }) => attributes['href']?.startsWith('/arkivpaket/'));
    expect((await visitor.visit(link!.attributes['href']!)).headers.get('content-type')).toBe(
      'application/x-tar',
    );
    const issuer = new Visitor(service.base);
    await issuer.signIn('ks-registrator');
    expect((await issuer.visit(`/svar/${id}`)).text).not.toContain('arkivpaket.tar');
  });
});
