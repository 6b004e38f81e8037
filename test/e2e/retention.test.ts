import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const YEARS_LATER = '2032-01-10T11:00:00Z';
const DECISION = 'KF 2026-05-25 § 84';
const RULE = { kind: 'attachment', years: 5, decision: DECISION };

let service: Service;
beforeAll(async () => {
  service = await startService({ RECONCILE_SECONDS: '0.3' });
});
afterAll(() => service.stop());

const changed = (persona: string, path: string, body: object = {}) =>
  done(service.as(persona).post(path, body, { ifMatch: '*' }));
const dueOf = async (body = 'KS', persona = 'ks-registrator') =>
  (await done(service.as(persona).get(`/bodies/${body}/due-disposals?limit=100`)))['items'] as Answer[];
const dispose = (documents: string[], persona = 'ks-registrator') =>
  service.as(persona).post('/bodies/KS/disposals', { documents, reason: 'Gallringsbeslut' });
const isKept = async (sha256: string): Promise<boolean> => {
  const { documentsDirectory } = service.app.get<Settings>(SETTINGS);
  const folder = await readdir(join(documentsDirectory, sha256.slice(0, 2))).catch((): string[] => []);
  return folder.includes(sha256);
};

/** A closed case whose referral has an attachment, closed on the day of `NOW`. */
async function closedWith(text: string, kind = 'attachment') {
  service.setNow(NOW);
  const found = given(service);
  const its = await found.referralCase();
  const draft = await found.draftReferral({}, its.id);
  const document = await found.document({ title: `Bilaga ${text}`, kind }, text);
  await changed('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: document.id });
  const referral = await changed('ks-registrator', `/referrals/${draft.id}/send`);
  await found.settle(referral, 'withdraw');
  const close = () => changed('ks-registrator', `/cases/${its.id}/close`);
  return { its, document, referral, close };
}
const packed = async (caseId: string): Promise<Answer> => {
  const { archivePackage } = await changed('ks-registrator', `/cases/${caseId}/archive`);
  return until(
    () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`)),
    ({ state }) => state === 'written',
  );
};
describe('a document', () => {
  it('is kept where its body has decided nothing, whatever anyone asks', async () => {
    const { document, close } = await closedWith('utan beslut');
    await close();
    service.setNow(YEARS_LATER);
    expect(await dueOf()).toEqual([]);
    const { body } = await dispose([document.id]).expect(409);
    expect(body.reasons).toMatchObject([{ code: 'kept-by-default' }]);
  });

  it('is disposed of by a person once it is due, with every copy here, and what it was called stays', async () => {
    service.setNow(NOW);
    const rule = await done(service.as('admin').post('/bodies/KS/retention-rules', RULE), 201);
    expect(rule).toMatchObject({ ...RULE, needsArchive: true, setBy: 'admin' });
    const { its, document, close } = await closedWith('som gallras');
    const why = async (code: string) =>
      expect((await dispose([document.id]).expect(409)).body.reasons).toMatchObject([{ code }]);
    await why('its-case-is-open');
    await close();
    await why('not-due-for-disposal');
    service.setNow(YEARS_LATER);
    await why('not-archived-yet');
    expect(await dueOf()).toEqual([]);
    const archived = await packed(its.id);
    expect(await dueOf()).toMatchObject([{ id: document.id, kind: 'attachment', decision: DECISION }]);

    await dispose([document.id], 'ks-handlaggare').expect(403);
    const { body } = await dispose([document.id]).expect(200);
    expect(body.documents).toEqual([document.id]);
    expect(await isKept(document['sha256'])).toBe(false);
    expect(await isKept(archived['sha256'])).toBe(false);
    expect(await done(service.as('ks-registrator').get(`/documents/${document.id}`))).toMatchObject({
      title: 'Bilaga som gallras',
      sha256: document['sha256'],
      disposed: { by: 'ks-registrator', decision: DECISION },
    });
    await service.as('ks-registrator').get(`/documents/${document.id}/content`).expect(410);
    await service.as('ks-registrator').get(`/archive-packages/${archived.id}/content`).expect(410);
    expect((await done(service.as('ks-registrator').get(`/archive-packages/${archived.id}`)))['state']).toBe(
      'removed',
    );
    expect(await dueOf()).toEqual([]);
    expect((await dispose([document.id]).expect(409)).body.reasons).toMatchObject([
      { code: 'kept-by-default' },
    ]);
    const [event] = await service.database.query(
      "SELECT actor, reason, after FROM audit_events WHERE object_id = $1 AND verb = 'dispose'",
      [document.id],
    );
    expect(event).toMatchObject({
      actor: 'ks-registrator',
      reason: 'Gallringsbeslut',
      after: { title: 'Bilaga som gallras', sha256: document['sha256'], decision: DECISION },
    });
    // What is packed from then on is without it.
    expect((await packed(its.id))['files']).toBe(archived['files'] - 1);
  });

  it('goes with all that are named or none, and leaves the file that another document has too', async () => {
    const [one, other] = [await closedWith('samma'), await closedWith('en annan')];
    for (const { its, close } of [one, other]) {
      await close();
      await packed(its.id);
    }
    const copy = await given(service).document({ title: 'Kopia', kind: 'statement' }, 'samma');
    expect(copy['sha256']).toBe(one.document['sha256']);
    service.setNow(YEARS_LATER);
    const { body } = await dispose([one.document.id, copy.id]).expect(409);
    expect(body.reasons).toMatchObject([{ code: 'kept-by-default' }]);
    expect(await dueOf()).toHaveLength(2);
    await dispose([one.document.id, other.document.id]).expect(200);
    expect([await isKept(one.document['sha256']), await isKept(other.document['sha256'])]).toEqual([
      true,
      false,
    ]);
    await service.as('ks-registrator').get(`/documents/${copy.id}/content`).expect(200);
  });

  it('is disposed of from Förvaltning, by whoever may', async () => {
    const { its, document, close } = await closedWith('på sidan');
    await close();
    await packed(its.id);
    service.setNow(YEARS_LATER);
    const registrar = new Visitor(await service.app.getUrl());
    await registrar.signIn('ks-registrator');
    const page = await registrar.visit('/forvaltning/gallring?namnd=KS');
    expect(page.text).toContain('Bilaga på sidan');
    expect(page.text).toContain(DECISION);
    const links = page.elements.map(({ attributes }) => attributes['href']);
    expect(links).toContain('/forvaltning/gallring/KS/gallra');
    expect(links).not.toContain('/forvaltning/gallring/KS/nytt-beslut');
    const hidden = Visitor.hidden(await registrar.visit('/forvaltning/gallring/KS/gallra'));
    const sent = await registrar.send('/forvaltning/gallring/KS/gallra', {
      ...hidden,
      'documents[]': document.id,
      reason: 'Gallringsbeslut',
    });
    expect([sent.status, sent.text.includes('Bilaga på sidan')]).toEqual([200, false]);
    expect(await isKept(document['sha256'])).toBe(false);
    const officer = new Visitor(await service.app.getUrl());
    await officer.signIn('ks-handlaggare');
    expect((await officer.visit('/forvaltning/gallring?namnd=KS')).status).toBe(404);
  });

  it('that was dispatched with a statement is kept, and so is what is never disposed of', async () => {
    service.setNow(NOW);
    await service
      .as('admin')
      .post('/bodies/KS/retention-rules', { ...RULE, kind: 'statement' })
      .expect(422);
    await service.as('ks-registrator').post('/bodies/KS/retention-rules', RULE).expect(403);
    expect(
      (await service.as('admin').post('/bodies/KS/retention-rules', RULE).expect(409)).body.reasons,
    ).toMatchObject([{ code: 'retention-rule-exists' }]);
    const { document, its, close } = await closedWith('expedierad');
    await close();
    await packed(its.id);
    const { dispatch } = (await given(service).consultation('forwarded')) as Answer & { dispatch: Answer };
    await service.database.query('INSERT INTO dispatch_documents VALUES ($1, $2)', [
      dispatch.id,
      document.id,
    ]);
    service.setNow(YEARS_LATER);
    expect((await dueOf()).map(({ id }) => id)).not.toContain(document.id);
    expect((await dispose([document.id]).expect(409)).body.reasons).toMatchObject([
      { code: 'document-was-dispatched' },
    ]);
  });

  it('is kept again once the decision is removed', async () => {
    await service.as('ks-registrator').delete('/bodies/KS/retention-rules/attachment').expect(403);
    await service.as('admin').delete('/bodies/KS/retention-rules/attachment').expect(204);
    await service.as('admin').delete('/bodies/KS/retention-rules/attachment').expect(404);
    expect(await dueOf()).toEqual([]);
    const rules = await done(service.as('ks-registrator').get('/bodies/KS/retention-rules'));
    expect(rules['items']).toEqual([]);
  });
});
