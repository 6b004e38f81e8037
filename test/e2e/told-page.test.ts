import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { actingAsTheService } from '../../src/database/acting.js';
import { API_VERSION } from '../../src/http/api-base.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { TellThoseConcerned } from '../../src/organisation/tell-those-concerned.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { personaOf } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService();
beforeEach(() => service.setNow(NOW));

const TOLD = '/inkorg/besked';
const as = async (persona: string) => Visitor.signedIn(service.base, persona);
const unreadOf = async (persona: string) =>
  (await done(service.as(persona).get('/inbox?unread=true&limit=100')))['items'] as Answer[];

describe('the page of notices', () => {
  it('leads to what has happened, and what one has read is read for the whole body', async () => {
    const { sentReferral, consultationOf } = given(service);
    const [one, other] = [
      await sentReferral({ consultees: [{ body: 'TSN' }] }),
      await sentReferral({ consultees: [{ body: 'TSN' }] }),
    ];
    const first = await consultationOf('tsn-registrator', one);
    const second = await consultationOf('tsn-registrator', other);
    await until(
      () => unreadOf('tsn-registrator'),
      (items) => items.length === 2,
    );
    const registrar = await as('tsn-registrator');
    expect((await registrar.visit('/inkorg')).text).toMatch(/Besked\s+2/);
    const page = await registrar.visit(TOLD);
    expect(page.text).toContain('Remiss för yttrande');
    expect(page.links).toEqual(expect.arrayContaining([`/svar/${first.id}`, `/svar/${second.id}`]));

    const [item] = (await unreadOf('tsn-registrator')).filter((each) => each['consultationId'] === first.id);
    const form = { ...Visitor.hidden(page), 'valda[]': `${item!.id} ${item!.version}` };
    const after = await registrar.send(TOLD, form);
    expect([after.status, after.path]).toEqual([
      200,
      expect.stringMatching(/^\/inkorg\/besked\?klart=1&vid=.*#besked-/),
    ]);
    expect(after.text).toContain('Beskedet markerades som läst.');
    expect(after.links).not.toContain(`/svar/${first.id}`);
    expect(after.links).toContain(`/svar/${second.id}`);
    // Sent again, as by a double click, it is as it was.
    expect((await registrar.send(TOLD, form)).status).toBe(200);
    expect((await (await as('tsn-handlaggare')).visit(TOLD)).links).not.toContain(`/svar/${first.id}`);
    expect((await registrar.visit(`${TOLD}?alla=ja`)).links).toContain(`/svar/${first.id}`);

    await registrar.fill(TOLD);
    expect((await registrar.visit(TOLD)).text).toContain('Inga olästa besked');
    expect(await unreadOf('tsn-registrator')).toEqual([]);
  });

  it('goes on where one was: at the next notice, with what was done', async () => {
    const { sentReferral } = given(service);
    for (const _ of [1, 2, 3]) await sentReferral({ consultees: [{ body: 'SBN' }] });
    await until(
      () => unreadOf('sbn-registrator'),
      (items) => items.length === 3,
    );
    const registrar = await as('sbn-registrator');
    const page = await registrar.visit(TOLD);
    const [latest, middle, first] = page.elements.flatMap(({ attributes }) =>
      attributes['id']?.startsWith('besked-') ? [attributes['id'].slice('besked-'.length)] : [],
    );
    const { _token } = Visitor.hidden(page) as { _token: string };
    const nextOf = (html: string) => [...html.matchAll(/name="_then" value="([^"]+)"/g)].map(([, id]) => id);
    expect(nextOf(page.html)).toEqual([middle, first]);
    const sent = { _token, _then: middle!, 'valda[]': `${latest} 1` };
    const after = await registrar.send(TOLD, sent);
    expect(after.path).toBe(`${TOLD}?klart=1&vid=${middle}#besked-${middle}`);
    const [before, here] = after.html.split(`id="besked-${middle}"`);
    expect([before!.includes('markerades som läst'), here!.includes('markerades som läst')]).toEqual([
      false,
      true,
    ]);
    const all = await registrar.visit(`${TOLD}?alla=ja`);
    expect(nextOf(all.html)).toEqual([middle, first]);
  });

  it('is counted to 99 where it is not read', async () => {
    await given(service).sentReferral({ consultees: [{ body: 'BIN' }] });
    const [item] = await until(
      () => unreadOf('bin-registrator'),
      (items) => items.length === 1,
    );
    const [{ columns }] = await service.database.query(
      `SELECT string_agg('delivery.' || attname, ', ') AS columns FROM pg_attribute
       WHERE attrelid = 'deliveries'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    );
    const asMany = async (more: number) => {
      await service.database.query(
        `WITH copied AS (SELECT gen_random_uuid() AS id, gen_random_uuid() AS delivery_id FROM generate_series(1, $2)),
         delivered AS (INSERT INTO deliveries (${columns.replaceAll('delivery.', '')}) SELECT ${columns} FROM copied, LATERAL (
           SELECT (jsonb_populate_record(delivery, jsonb_build_object('id', copied.delivery_id))).*
           FROM deliveries delivery WHERE delivery.id = (SELECT delivery_id FROM inbox_items WHERE id = $1)) delivery)
         INSERT INTO inbox_items SELECT (jsonb_populate_record(item, to_jsonb(copied))).*
         FROM inbox_items item, copied WHERE item.id = $1`,
        [item!['id'], more],
      );
      return (await (await as('bin-registrator')).visit('/inkorg')).text;
    };
    expect(await asMany(98)).toMatch(/Besked\s+99\s/);
    expect(await asMany(1)).toMatch(/Besked\s+99\+/);
  });

  it('holds nothing of another body’s, and nobody marks that as read', async () => {
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }] });
    const [item] = await until(
      () => unreadOf('tsn-registrator'),
      (items) => items.length > 0,
    );
    const stranger = await as('bin-registrator');
    const page = await stranger.visit(TOLD);
    expect(page.links).not.toContain(`/svar/${item!['consultationId'] as string}`);
    const { _token } = Visitor.hidden(await stranger.visit('/mitt'));
    const sent = await stranger.send(TOLD, {
      _token: _token!,
      'valda[]': `${item!.id} ${item!.version}`,
    });
    expect(sent.status).toBe(404);
    expect(await unreadOf('tsn-registrator')).toHaveLength(1);
    expect((await (await as('tsn-lasare')).visit(TOLD)).text).toContain('Inga olästa besked');
  });

  it('is counted where those land who have no inbox, until it is read', async () => {
    // Nobody gives themselves a role.
    const colleague = { username: 'tsn-kollega', name: 'Kollega', roles: ['administrator'] };
    await done(service.as('admin').post('/bodies/TSN/people', colleague), 201);
    const { accessToken } = await service.app.get(DemoIssuer).issue('tsn-kollega');
    const administrator = personaOf(service.base, accessToken);
    const rolesOf = (username: string, ...roles: string[]) =>
      done(administrator.put(`/bodies/TSN/people/${username}`, { roles }, { ifMatch: '*' }));
    await rolesOf('admin', 'administrator');
    await rolesOf('tsn-lasare', 'reader', 'secretary');
    await rolesOf('tsn-lasare', 'reader');
    for (const [persona, landsOn, unread, elsewhere] of [
      ['admin', '/forvaltning', '1 oläst besked', '/forvaltning/organ'],
      ['tsn-lasare', '/sammantraden/tsn', '2 olästa besked', '/sammantraden'],
    ] as const) {
      await until(
        () => unreadOf(persona),
        (items) => items.length === Number(unread[0]),
      );
      const visitor = await as(persona);
      const page = await visitor.visit('/inkorg');
      expect([page.path, page.text]).toEqual([landsOn, expect.stringContaining(unread)]);
      expect((await visitor.visit(elsewhere)).text).not.toContain(unread);
      const { _token } = Visitor.hidden(page);
      for (const { id, version } of await unreadOf(persona))
        await visitor.send(TOLD, { _token: _token!, 'valda[]': `${id} ${version}` });
      expect((await visitor.visit('/inkorg')).text).not.toMatch(/oläst/);
    }
    // Who has an inbox finds the count there.
    expect((await (await as('tsn-registrator')).visit('/sammantraden/tsn')).text).not.toMatch(/oläst/);
  });

  it('is in the menu of everyone, also of those who land elsewhere than in the inbox', async () => {
    for (const [persona, landsOn] of [
      ['admin', '/forvaltning'],
      ['tsn-lasare', '/sammantraden/tsn'],
      ['tsn-handlaggare', '/inkorg'],
    ] as const) {
      const visitor = await as(persona);
      const page = await visitor.visit('/inkorg');
      expect([page.path, page.links.includes(TOLD)]).toEqual([landsOn, true]);
      expect((await visitor.visit(TOLD)).status).toBe(200);
      // At the foot how the service does, for whoever may see that, and which version it is.
      expect(page.links.includes('/forvaltning/drift')).toBe(persona === 'admin');
      expect(page.read).toContain(`Yttra ${API_VERSION}`);
    }
  });

  it('tells who looks after the whole municipality, in person, that the audit trail is broken', async () => {
    await actingAsTheService(() =>
      service.app
        .get(DataSource)
        .transaction((tx) =>
          service.app.get(TellThoseConcerned).municipalAdministrators({ tx }, 'audit-trail-broken'),
        ),
    );
    const told = /Historiken är bruten\. Öppna Driftläge i Förvaltning/;
    await until(
      async () => (await (await as('admin')).visit(TOLD)).text,
      (text) => told.test(text),
    );
    expect((await (await as('ks-registrator')).visit(TOLD)).text).not.toMatch(told);
  });
});
