import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import supertest from 'supertest';
import { makeLink, type Ask } from '../../src/organisation/first-administrator/first-administrator-link.js';
import type { Settings } from '../../src/config/settings.js';
import { welcome } from '../../src/operating/welcome.js';
import { yttra } from '../support/commands.js';
import { NOW } from '../support/given.js';
import { asSeen } from '../support/html.js';
import { startProcess } from '../support/processes.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);
const service = sharedService({ REMINDER_SWEEP_SECONDS: '86400' });
/** As a new installation: bodies and people may be there, an administrator is not. */
beforeEach(async () => {
  service.setNow(NOW);
  await service.database.query(
    "DELETE FROM roles WHERE role = 'administrator' OR username IN ('anna', 'bo')",
  );
  await service.database.query('UPDATE people SET municipal_administrator = false');
});
afterEach(() => service.reset());

const ask: Ask = (sql, values) => service.database.query(sql, values);
const code = async (now = NOW) => (await makeLink(ask, new Date(now), true))!.code;
const anna = { username: 'anna', name: 'Anna Andersson' };
const KS = { code: 'KS', name: 'Kommunstyrelsen', kind: 'executive-board' };
const appoint = (token: string, fields: object = {}) =>
  supertest(service.base)
    .post('/yttra/v1/first-administrator')
    .send({ token, ...anna, body: KS, ...fields });
const form = (fields: Record<string, string>) =>
  supertest(service.base).post('/first-administrator/form').type('form').send(fields);
const page = () => supertest(service.base).get('/first-administrator');
const administrators = async () =>
  service.database.query("SELECT username, body_code FROM roles WHERE role = 'administrator'");
const filled = (token: string) => ({
  token,
  ...anna,
  code: 'KS',
  bodyName: 'Kommunstyrelsen',
  kind: 'executive-board',
});

describe('the first administrator', () => {
  it('is appointed by the code, once, with an audit event', async () => {
    const token = await code();
    const { body, headers } = await appoint(token).expect(201);
    expect(body).toMatchObject({
      ...anna,
      roles: ['administrator'],
      municipalAdministrator: true,
      active: true,
    });
    expect(headers['location']).toBe('/yttra/v1/bodies/KS/people/anna');
    expect(await administrators()).toEqual([{ username: 'anna', body_code: 'KS' }]);
    const events = await service.database.query(
      "SELECT actor, verb, object_id FROM audit_events WHERE object_type = 'person' ORDER BY id",
    );
    expect(events).toEqual([
      { actor: 'link:first-administrator', verb: 'add', object_id: 'anna' },
      { actor: 'link:first-administrator', verb: 'appoint', object_id: 'anna' },
    ]);

    const again = await appoint(token, { username: 'bo', name: 'Bo' }).expect(404);
    const absent = await service.as('tsn-chef').get('/webhooks/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10');
    expect(again.body.type).toBe(absent.body.type);
    expect(again.body.detail).toBe(absent.body.detail);
    expect(await administrators()).toHaveLength(1);
    expect(await makeLink(ask, new Date(NOW), true)).toBeUndefined();
  });

  it('is one, however many press at once', async () => {
    const token = await code();
    const names = ['anna', 'bo', 'cecilia', 'david', 'eva', 'folke'];
    const answers = await Promise.all(names.map((username) => appoint(token, { username })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 404, 404, 404, 404, 404]);
    expect(await administrators()).toHaveLength(1);
    await service.database.query("DELETE FROM roles WHERE role = 'administrator'");
    await service.database.query('UPDATE people SET municipal_administrator = false');
  });

  it('comes with their body, where there is none', async () => {
    const body = { code: 'FSK', name: 'Fiskenämnden', kind: 'board' };
    await appoint(await code(), { body }).expect(201);
    expect((await service.as('tsn-chef').get('/bodies/FSK').expect(200)).body).toMatchObject(body);
    expect(await administrators()).toEqual([{ username: 'anna', body_code: 'FSK' }]);
  });

  it('may be someone known, who then can sign in again', async () => {
    const bo = { username: 'amn-lasare', name: 'Någon annan' };
    await service.database.query("UPDATE people SET active = false WHERE username = 'amn-lasare'");
    const { body } = await appoint(await code(), bo).expect(201);
    expect(body).toMatchObject({ username: 'amn-lasare', name: 'Förtroendevald, AMN', active: true });
    await service.as('amn-lasare').get('/me').expect(200);
  });

  it('is nobody by a code that is wrong, too old, replaced, or not needed', async () => {
    await appoint('x'.repeat(43)).expect(404);
    const replaced = await code();
    const token = await code();
    await appoint(replaced).expect(404);
    await appoint(`${token}x`).expect(404);
    service.setNow('2026-11-03T11:00:00Z');
    await appoint(token).expect(404);
    await page().expect(404);
    service.setNow(NOW);
    // One of a body alone could name nobody elsewhere; with the municipality's the code is not needed.
    await service.database.query("INSERT INTO roles VALUES ('admin', 'KS', 'administrator')");
    await page().expect(200);
    await service.database.query("UPDATE people SET municipal_administrator = true WHERE username = 'admin'");
    await appoint(token).expect(404);
    await page().expect(404);
    expect(await administrators()).toEqual([{ username: 'admin', body_code: 'KS' }]);
  });

  it('is refused with 422 for what they cannot be, and the code still works', async () => {
    const token = await code();
    const { body } = await appoint(token, {
      username: 'Anna A',
      body: { ...KS, kind: 'kommun', active: true },
    }).expect(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual([
      '/body/active',
      '/body/kind',
      '/username',
    ]);
    await appoint(token).expect(201);
  });

  it('leaves no code in any table', async () => {
    const token = await code();
    const rows: { row: string }[] = await service.database.query(
      'SELECT link::text AS row FROM first_administrator_links link',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).not.toContain(token);
  });
});

describe('its page', () => {
  it('is a form without a script, which says what is wrong and is gone afterwards', async () => {
    await page().expect(404);
    const token = await code();
    const { text, headers } = await page().expect(200);
    expect(text).toContain('<html lang="sv"');
    expect(text).not.toContain('<script');
    // With no-referrer a browser sends the form with “Origin: null”, as other sites' forms come.
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");

    const wrong = await form({ ...filled(token), username: '"><b>Anna' }).expect(422);
    expect(wrong.text).toContain('Användarnamn: Ska vara små bokstäver a–z och siffror');
    expect(wrong.headers['referrer-policy']).toBe('same-origin');
    expect(asSeen(wrong.text).elements.map(({ attributes }) => attributes['value'])).toContain('"><b>Anna');
    expect(wrong.text).not.toContain(token);
    const mistyped = await form(filled('fel')).expect(404);
    expect(mistyped.text).toContain('Koden stämmer inte.');
    await form({}).expect(422);

    const done = await form(filled(` ${token} `)).expect(200);
    expect(done.text).toContain(
      'Anna Andersson (anna) är kommunens systemförvaltare, och systemförvaltare för KS',
    );
    expect(asSeen(done.text).elements.map(({ attributes }) => attributes['href'])).toContain('/logga-in');
    expect(await administrators()).toEqual([{ username: 'anna', body_code: 'KS' }]);
    await page().expect(404);
    await form(filled(token)).expect(404);
  });

  it('is in English for whoever reads that, with what is wrong and what is done', async () => {
    const token = await code();
    const english = async (sent: supertest.Test) =>
      asSeen((await sent.set('Accept-Language', 'en')).text).read;
    const pages = [
      await english(page()),
      await english(form({ ...filled(token), username: 'Anna A' })),
      await english(form(filled('fel'))),
      await english(form(filled(token))),
    ];
    for (const read of pages) expect(read.split('\n').filter((line) => /[åäö]/i.test(line))).toEqual([]);
    expect(pages[1]).toContain('Username: Must be lower-case letters');
    expect(pages[2]).toContain('The code is not right.');
    expect(pages[3]).toContain('is the municipality’s administrator');
  });

  it('is told of the demo’s mail and story only where there is a demo', () => {
    const said = (demo: boolean) => welcome({ HOST: '127.0.0.1', PORT: 3000, demo } as Settings);
    for (const line of ['/demo/mail', 'npm run story'])
      expect([line, said(true).includes(line), said(false).includes(line)]).toEqual([line, true, false]);
    expect(said(false)).toContain('Öppna http://127.0.0.1:3000 i en webbläsare.');
  });

  it('takes nothing else that way', async () => {
    await supertest(service.base)
      .post('/yttra/v1/first-administrator')
      .type('form')
      .send(filled('x'))
      .expect(415);
  });
});

describe('the code', () => {
  const settings = () => ({
    DATABASE_URL: service.databaseUrl,
    DEMO: 'false',
    OIDC_ISSUER: 'https://login.kommun.example',
    OIDC_JWKS_URL: 'https://login.kommun.example/jwks',
    PUBLIC_URL: 'https://yttra.kommun.example',
    FIRST_ADMINISTRATOR_FILE: file(),
  });
  const file = () => join(process.env['YTTRA_TEST_FOLDER']!, 'första.txt');
  const codeInFile = async (): Promise<string> => {
    expect((await stat(file())).mode & 0o777).toBe(0o600);
    return /(?<=^ {2})[\w-]{43}$/m.exec(await readFile(file(), 'utf8'))![0];
  };

  it('lies in a file of the operator’s alone after the first start outside demo mode, and never in the log', async () => {
    service.setNow(undefined);
    await writeFile(file(), 'somebody else’s', { mode: 0o666 });
    const first = await startProcess(service.databaseUrl, { ...settings(), ROLE: 'api' });
    const said = await until(
      async () => first.output(),
      (output) => output.includes(file()),
    );
    await first.end('SIGTERM');
    expect(said).not.toMatch(/[\w-]{43}/);
    expect(await readFile(file(), 'utf8')).toContain('https://yttra.kommun.example/first-administrator');
    const left = await codeInFile();
    const second = await startProcess(service.databaseUrl, { ...settings(), ROLE: 'api' });
    await until(
      async () => second.output(),
      (output) => output.includes('npm run yttra -- first-administrator gör en ny'),
    );
    expect(second.output()).not.toMatch(/[\w-]{43}$/m);
    await second.end('SIGTERM');
    await appoint(left).expect(201);
    const third = await startProcess(service.databaseUrl, { ...settings(), ROLE: 'api' });
    expect(third.output()).not.toContain('first-administrator');
    await third.end('SIGTERM');
  });

  it('is made anew by the operator, while there is no administrator', async () => {
    service.setNow(undefined);
    const old = await code(new Date().toISOString());
    const { code: status, out } = await yttra(['first-administrator'], settings());
    expect(status).toBe(0);
    expect(out).toContain(file());
    expect(out).not.toMatch(/[\w-]{43}/);
    await appoint(old).expect(404);
    await appoint(await codeInFile()).expect(201);
    expect(await yttra(['first-administrator'], settings())).toMatchObject({
      code: 1,
      error: 'Kommunen har redan en systemförvaltare: anna.\n',
    });
  });
});
