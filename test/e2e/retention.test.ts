import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { RemoveDisposedFiles } from '../../src/archive/retention/remove-disposed-files.js';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { disposedFiles } from '../../src/operating/doctor/database-checks.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { bytesOf } from '../support/papers.js';
import { query } from '../support/scratch-databases.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const YEARS_LATER = '2032-01-10T11:00:00Z';
const DECISION = 'KF 2026-05-25 § 84';
const RULE = { kind: 'attachment', years: 5, decision: DECISION };

const service = sharedService({ RECONCILE_SECONDS: '0.3' });
/** Each test finds the one decision that there is, and disposes of what it closed itself. */
beforeEach(async () => {
  service.setNow(NOW);
  await service.as('admin').delete('/bodies/KS/retention-rules/attachment');
  await service.as('admin').post('/bodies/KS/retention-rules', RULE).expect(201);
});

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

/** Its letters posted, and closed. */
async function closed(caseId: string): Promise<Answer> {
  const letters = await service.database.query(
    "SELECT id FROM deliveries WHERE case_id = $1 AND channel = 'manual' AND state = 'pending'",
    [caseId],
  );
  for (const { id } of letters) await changed('ks-registrator', `/deliveries/${id}/complete`);
  return changed('ks-registrator', `/cases/${caseId}/close`);
}

/** A closed case whose referral has an attachment, closed on the day of `NOW`. */
async function closedWith(
  text: string,
  kind = 'attachment',
  consultees: readonly object[] = [{ name: 'Hembygdsföreningen' }],
) {
  service.setNow(NOW);
  const found = given(service);
  const its = await found.referralCase();
  const draft = await found.draftReferral({ consultees }, its.id);
  const document = await found.document({ title: `Bilaga ${text}`, kind }, text);
  await changed('ks-handlaggare', `/referrals/${draft.id}/documents`, { documentId: document.id });
  const referral = await changed('ks-registrator', `/referrals/${draft.id}/send`);
  await found.settle(referral, 'withdraw');
  const close = async () => closed(its.id);
  return { its, document, referral, close };
}
const packageOf = async (caseId: string): Promise<Answer> => {
  const { archivePackage } = await changed('ks-registrator', `/cases/${caseId}/archive`);
  return until(
    () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`)),
    ({ state }) => state === 'written',
  );
};
const fetched = async ({ id }: Answer) => {
  const sent = await bytesOf(service.as('ks-registrator').get(`/archive-packages/${id}/content`)).expect(200);
  await until(
    () => done(service.as('ks-registrator').get(`/archive-packages/${id}`)),
    ({ fetchedAt }) => fetchedAt !== null,
  );
  return sent;
};
/** Written, and fetched by the registrar. */
const packed = async (caseId: string): Promise<Answer> => {
  const written = await packageOf(caseId);
  await fetched(written);
  return written;
};
const whyKept = async (document: Answer): Promise<string[]> =>
  ((await dispose([document.id]).expect(409)).body.reasons as Answer[]).map((reason) => reason['code']);

describe('a document', () => {
  it('is kept where its body has decided nothing, whatever anyone asks', async () => {
    await service.as('admin').delete('/bodies/KS/retention-rules/attachment').expect(204);
    const { document, close } = await closedWith('utan beslut');
    await close();
    service.setNow(YEARS_LATER);
    expect(await dueOf()).toEqual([]);
    const { body } = await dispose([document.id]).expect(409);
    expect(body.reasons).toMatchObject([{ code: 'kept-by-default' }]);
  });

  it('is disposed of by a person once it is due, with every copy here, and what it was called stays', async () => {
    const { items: rulesNow } = await done(service.as('ks-registrator').get('/bodies/KS/retention-rules'));
    expect(rulesNow).toMatchObject([{ ...RULE, needsArchive: true, setBy: 'admin' }]);
    const { its, document, close } = await closedWith('som gallras');
    const why = async (code: string) =>
      expect((await dispose([document.id]).expect(409)).body.reasons).toMatchObject([{ code }]);
    await why('its-case-is-open');
    await close();
    await why('not-due-for-disposal');
    service.setNow(YEARS_LATER);
    await why('not-archived-yet');
    const archived = await packageOf(its.id);
    expect(archived['fetchedAt']).toBeNull();
    const asked = service.as('ks-registrator').get(`/archive-packages/${archived.id}/content`);
    asked.method = 'HEAD';
    await asked.expect(200);
    await why('not-archived-yet');
    expect(await dueOf()).toEqual([]);
    await fetched(archived);
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
    // Also for whoever has it already: a browser must not go on showing it.
    await service
      .as('ks-registrator')
      .get(`/documents/${document.id}/content`)
      .set('If-None-Match', `"${document['sha256']}"`)
      .expect(410);
    const gone = await service
      .as('ks-registrator')
      .get(`/archive-packages/${archived.id}/content`)
      .expect(410);
    expect(gone.body.detail).toContain('Arkivpaketet är raderat');
    expect((await done(service.as('ks-registrator').get(`/archive-packages/${archived.id}`)))['state']).toBe(
      'removed',
    );
    expect(await dueOf()).toEqual([]);
    expect((await dispose([document.id]).expect(409)).body.reasons).toMatchObject([
      { code: 'kept-by-default' },
    ]);
    const [event] = await service.database.query(
      "SELECT actor, reason, after, case_id FROM audit_events WHERE object_id = $1 AND verb = 'dispose'",
      [document.id],
    );
    expect(event).toMatchObject({
      actor: 'ks-registrator',
      reason: 'Gallringsbeslut',
      case_id: its.id,
      after: { title: 'Bilaga som gallras', sha256: document['sha256'], decision: DECISION },
    });
    // What is packed from then on is without it.
    const without = await packageOf(its.id);
    expect(without['files']).toBe(archived['files'] - 1);
    const { body: tar } = await fetched(without);
    expect(String(tar)).toContain('name="disposedDocuments"');
    const rules = await done(service.as('admin').get('/bodies/KS/audit-trail?limit=100'));
    expect(rules['items']).toContainEqual(
      expect.objectContaining({ objectType: 'retention-rule', verb: 'add', objectId: 'KS/attachment' }),
    );
    const visitor = await Visitor.signedIn(service.base, 'ks-registrator');
    const page = await visitor.visit(`/handlingar/${document.id}/om`);
    expect(page.text).toContain(`Handlingen gallrades`);
    expect(page.text).not.toContain('Öppna filen');
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

  it('whose file cannot be deleted is told by the doctor until it is, and hinders no other', async () => {
    const [stuck, other] = [await closedWith('fastnar'), await closedWith('går bort')];
    for (const { its, close } of [stuck, other]) {
      await close();
      await packed(its.id);
    }
    const sha256: string = stuck.document['sha256'];
    const place = join(service.app.get<Settings>(SETTINGS).documentsDirectory, sha256.slice(0, 2), sha256);
    await rm(place);
    await mkdir(place);
    service.setNow(YEARS_LATER);
    await dispose([stuck.document.id]).expect(200);
    await dispose([other.document.id]).expect(200);
    expect(await isKept(other.document['sha256'])).toBe(false);
    const client = {
      query: async (sql: string, values: unknown[]) => ({ rows: await service.database.query(sql, values) }),
    };
    const state = async () => (await disposedFiles({ client } as never)).state;
    await query(
      service.databaseUrl,
      "UPDATE documents SET disposed_at = now() - interval '1 hour' WHERE disposed_at IS NOT NULL",
    );
    expect(await state()).toBe('error');
    await rm(place, { recursive: true });
    await service.app.get(RemoveDisposedFiles).removeNow();
    expect(await state()).toBe('ok');
  });

  it('is disposed of from Förvaltning, by whoever may', async () => {
    const { its, document, close } = await closedWith('på sidan');
    let registrar = await Visitor.signedIn(service.base, 'ks-registrator');
    const said = async () => (await registrar.visit('/forvaltning/gallring?namnd=KS')).read;
    // What a decision is about and may not be disposed of is counted, each by what it waits for.
    expect(await said()).toMatch(/\d+ i ärenden som inte är avslutade/);
    await close();
    expect(await said()).toMatch(/\d+ vars tid inte har gått ut, den första/);
    service.setNow(YEARS_LATER);
    registrar = await Visitor.signedIn(service.base, 'ks-registrator');
    expect(await said()).toContain('vars ärende först behöver ett arkivpaket som är hämtat');
    expect(await said()).toContain('Ska vara hämtat först');
    await packed(its.id);
    expect((await registrar.visit(`/arenden/${its.id}?oppna=ja`)).read).toMatch(/Hämtades\s/);
    const page = await registrar.visit('/forvaltning/gallring?namnd=KS');
    expect(page.links).toContain(`/handlingar/${document.id}/om`);
    expect(page.read).toContain(its['caseNumber']);
    expect(page.text).toContain('Bilaga på sidan');
    expect(page.text).toContain(DECISION);
    expect(page.links).toContain('/forvaltning/gallring/KS/gallra');
    expect(page.links).not.toContain('/forvaltning/gallring/KS/nytt-beslut');
    const form = await registrar.visit('/forvaltning/gallring/KS/gallra');
    expect(form.read.split('\n')).toContain('Kommunstyrelsen');
    expect(form.read.split('\n')).not.toContain('KS');
    expect(form.read).toContain(`Bilaga på sidan, ${its['caseNumber']}, ${DECISION}`);
    const hidden = Visitor.hidden(form);
    const nothing = await registrar.send('/forvaltning/gallring/KS/gallra', hidden);
    expect(nothing.read).toContain('Välj minst en handling');
    expect(nothing.read).toContain('Skriv varför');
    const sent = await registrar.send('/forvaltning/gallring/KS/gallra', {
      ...hidden,
      'documents[]': document.id,
      reason: 'Gallringsbeslut',
    });
    expect([sent.status, sent.text.includes('Bilaga på sidan')]).toEqual([200, false]);
    // What leads there says what has become of it, and so does the case.
    const old = await registrar.visit(`/handlingar/${document.id}`);
    expect([old.status, old.read]).toEqual([200, expect.stringContaining(DECISION)]);
    expect(old.read).toContain('Handlingen gallrades');
    const after = await registrar.visit(`/arenden/${its.id}?oppna=ja`);
    expect(after.read).toMatch(/”Bilaga på sidan”[^\n]*: gallrades|gallrades[^\n]*”Bilaga på sidan”/);
    expect(after.read).toContain('Raderat, eftersom en handling i det är gallrad.');
    const found = await registrar.visit('/sok?q=Bilaga+p%C3%A5+sidan');
    expect(found.read).not.toMatch(/undefined|null/);
    expect(await isKept(document['sha256'])).toBe(false);
    const officer = await Visitor.signedIn(service.base, 'ks-handlaggare');
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

  it('that has come to another body with a referral or a message is its document too, and is kept', async () => {
    const { document, its, close, referral } = await closedWith('hos TSN', 'attachment', [{ body: 'TSN' }]);
    await close();
    await packed(its.id);
    service.setNow(NOW);
    const other = await given(service).referralCase();
    const asked = await given(service).sentReferral({}, other.id);
    const { id } = await given(service).consultationOf('ks-registrator', asked);
    const file = await given(service).document({ title: 'I ett meddelande', kind: 'attachment' }, 'meddelat');
    await changed('ks-registrator', `/consultations/${id}/messages`, {
      text: 'Se bilagan.',
      documents: [file.id],
    });
    expect(await whyKept(file)).toEqual(['document-has-reached-others']);
    await given(service).settle(asked, 'withdraw');
    await changed('ks-registrator', `/cases/${other.id}/close`);
    await packed(other.id);
    service.setNow(YEARS_LATER);
    for (const each of [document, file]) expect(await whyKept(each)).toEqual(['document-has-reached-others']);
    expect(await dueOf()).toEqual([]);
    for (const each of [document, file])
      await service.as('tsn-registrator').get(`/documents/${each.id}/content`).expect(200);
    expect(referral.state).toBe('sent');
  });

  it('is disposed of only with a package that holds it as it was closed last, and is still here', async () => {
    const { its, document, close, referral } = await closedWith('ett');
    await close();
    await packed(its.id);
    await changed('ks-registrator', `/cases/${its.id}/reopen`, { reason: 'Mer kom in' });
    const again = await given(service).draftReferral({ consultees: [{ name: 'Byalaget' }] }, its.id);
    const added = await given(service).document({ title: 'Tillagd', kind: 'attachment' }, 'tillagd');
    await changed('ks-handlaggare', `/referrals/${again.id}/documents`, { documentId: added.id });
    await given(service).settle(await changed('ks-registrator', `/referrals/${again.id}/send`), 'withdraw');
    await close();
    service.setNow(YEARS_LATER);
    for (const each of [document, added]) expect(await whyKept(each)).toEqual(['not-archived-yet']);
    await packed(its.id);
    await dispose([document.id]).expect(200);
    expect(await whyKept(added)).toEqual(['not-archived-yet']);
    await packed(its.id);
    await dispose([added.id]).expect(200);
    expect(referral.id).not.toBe(again.id);
  });

  it('is not sent again once it has been disposed of, nor while it is', async () => {
    const { its, document, close, referral } = await closedWith('inte igen');
    await close();
    await packed(its.id);
    service.setNow(YEARS_LATER);
    const found = given(service);
    const other = await found.referralCase();
    const replyBy = '2032-12-15';
    const draft = await found.draftReferral({ replyBy, consultees: [{ name: 'Byalaget' }] }, other.id);
    const attach = () =>
      service
        .as('ks-handlaggare')
        .post(`/referrals/${draft.id}/documents`, { documentId: document.id }, { ifMatch: '*' });
    const [attached, disposed] = await Promise.all([attach(), dispose([document.id])]);
    expect(['201 409', '422 200']).toContain(`${attached.status} ${disposed.status}`);
    if (disposed.status !== 200) {
      await service
        .as('ks-handlaggare')
        .delete(`/referrals/${draft.id}/documents/${document.id}`, { ifMatch: '*' })
        .expect(200);
      await dispose([document.id]).expect(200);
    }
    const refused = async (test: ReturnType<typeof attach>, pointer: string) =>
      expect((await test.expect(422)).body.errors).toMatchObject([{ pointer }]);
    await refused(attach(), '/documentId');
    const { id } = await found.consultationOf(
      'ks-registrator',
      await found.sentReferral({ replyBy }, other.id),
    );
    await refused(
      service
        .as('ks-registrator')
        .post(`/consultations/${id}/messages`, { text: 'Se bilagan.', documents: [document.id] }),
      '/documents/0',
    );
    const copy = await found.draftReferral({ replyBy, copyFrom: referral.id }, other.id);
    expect((await done(service.as('ks-handlaggare').get(`/referrals/${copy.id}`)))['documents']).toEqual([]);
  });

  it('stays in no package that was being written when it was disposed of', async () => {
    const { its, document, close } = await closedWith('under skrivning');
    await close();
    const whole = await packed(its.id);
    service.setNow(YEARS_LATER);
    const { archivePackage } = await changed('ks-registrator', `/cases/${its.id}/archive`);
    await until(
      () =>
        service.database.query('SELECT attempts FROM archive_packages WHERE id = $1', [archivePackage.id]),
      ([row]: { attempts: number }[]) => row!.attempts === 1,
    );
    await service.database.transaction(async (tx) => {
      await tx.query("SELECT set_config('yttra.service', 'on', true)");
      const [begun] = await tx.query('SELECT written_at FROM archive_packages WHERE id = $1 FOR UPDATE', [
        archivePackage.id,
      ]);
      expect(begun.written_at).toBeNull();
      // Until whoever writes it is done, and waits to say so.
      await until(
        () => tx.query("SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'"),
        ({ length }: object[]) => length > 0,
      );
      await tx.query(
        "UPDATE documents SET disposed_at = now(), disposed_by = 'ks-registrator', disposed_under = 'KF' WHERE id = $1",
        [document.id],
      );
      await tx.query('SELECT packages_lose_their_files($1)', [document.id]);
    });
    const written: Answer = await until(
      () => done(service.as('ks-registrator').get(`/archive-packages/${archivePackage.id}`)),
      ({ state }) => state === 'written',
    );
    expect(written['files']).toBe(whole['files'] - 1);
    const { body } = await fetched(written);
    expect(String(body)).not.toContain('\nunder skrivning');
  });

  it('that came after its case was closed is kept as many years from then, and the others no longer', async () => {
    const [early, late] = [await closedWith('i tid'), await closedWith('efteråt')];
    for (const { its, close } of [early, late, await closedWith('ett till'), await closedWith('två till')]) {
      await close();
      await packed(its.id);
    }
    await query(
      service.databaseUrl,
      `UPDATE documents SET created_at = '2030-02-01T12:00:00Z' WHERE id = '${late.document.id}';
       UPDATE documents SET created_at = '2020-02-01T12:00:00Z' WHERE id = '${early.document.id}'`,
    );
    const namedDue = async () => (await dueOf()).map(({ id }) => id).toSorted();
    /** What each document says when it is asked alone. */
    const askedAlone = async (today: string) =>
      (
        await query<{ id: string }[]>(
          service.databaseUrl,
          `SELECT documents.id FROM documents CROSS JOIN LATERAL disposal_of(documents.id) disposal WHERE body_code = 'KS'
             AND due_on <= '${today}' AND NOT dispatched AND NOT shared AND NOT unarchived ORDER BY documents.id`,
        )
      ).map(({ id }) => id);
    // Entered years before its case was closed, it is old enough, and not due.
    service.setNow('2030-01-10T11:00:00Z');
    expect(await namedDue()).toEqual(await askedAlone('2030-01-10'));
    expect(await namedDue()).not.toContain(early.document.id);
    service.setNow(YEARS_LATER);
    expect(await whyKept(late.document)).toEqual(['not-due-for-disposal']);
    expect(await namedDue()).toEqual(await askedAlone('2032-01-10'));
    expect(await namedDue()).toEqual(expect.arrayContaining([early.document.id]));
    expect(await namedDue()).not.toContain(late.document.id);
    service.setNow('2035-02-01T11:00:00Z');
    expect(await namedDue()).toEqual(await askedAlone('2035-02-01'));
    expect(await namedDue()).toEqual(expect.arrayContaining([early.document.id, late.document.id]));

    // Counted beside a page that is not the whole.
    const listedAndCounted = async () => {
      const ids = await namedDue();
      const { total } = await done(
        service.as('ks-registrator').get('/bodies/KS/due-disposals?limit=1&count=true'),
      );
      return [ids.length - total, ids.includes(early.document.id), ids.includes(late.document.id)];
    };
    expect(await listedAndCounted()).toEqual([0, true, true]);
    // A package that does not reach beyond the last close, and a document that is kept from whoever asks.
    await query(
      service.databaseUrl,
      `UPDATE archive_packages SET trail_until = 0 WHERE case_id = '${early.its.id}';
       UPDATE documents SET seen_by = '{}' WHERE id = '${late.document.id}'`,
    );
    expect(await listedAndCounted()).toEqual([0, false, false]);
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
