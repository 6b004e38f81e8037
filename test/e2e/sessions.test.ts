import { beforeEach, describe, expect, it } from '@jest/globals';
import { given, NOW } from '../support/given.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ SESSION_IDLE_MINUTES: '30', SESSION_HOURS: '8' });
beforeEach(() => service.setNow(NOW));

const minutesLater = (minutes: number) =>
  service.setNow(new Date(Date.parse(NOW) + minutes * 60_000).toISOString());
const signedIn = async (persona = 'tsn-registrator', landsOn = '/inkorg') => {
  const visitor = new Visitor(service.base);
  const page = await visitor.signIn(persona);
  expect([page.status, page.path]).toEqual([200, landsOn]);
  return visitor;
};

describe('whoever asks for a page of staff', () => {
  it('is sent to sign in, and then to the page', async () => {
    const visitor = new Visitor(service.base);
    const asked = await visitor.visit('/inkorg');
    expect(asked.path).toBe('/logga-in?till=%2Finkorg');
    expect(asked.text).toContain('Välj vem du är');
    const page = await visitor.signIn('tsn-registrator', '/inkorg');
    expect(page.text).toContain('Min inkorg');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('same-origin');
  });

  it('gets a problem if it is a program', async () => {
    const answer = await fetch(`${service.base}/inkorg`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it('starts at the inbox, a program at the description of the API', async () => {
    const visitor = new Visitor(service.base);
    expect((await visitor.visit('/')).path).toBe('/logga-in');
    expect((await (await signedIn()).visit('/')).path).toBe('/inkorg');
    const program = await fetch(`${service.base}/`, { redirect: 'manual' });
    expect(program.headers.get('location')).toBe('/docs');
  });

  it.each(
    [
      '/remisser',
      '/remisser/ny',
      '/sok?q=%C3%A5tg%C3%A4rd+f%C3%B6r&sida=2',
      '/diarium/tsn',
      '/diarium/%C3%A4n',
      `/remisser?q=${'%C3%B6'.repeat(300)}`,
    ].map((till) => [till.slice(0, 60), till]),
  )('comes back to %s', async (_, till) => {
    const asked = await new Visitor(service.base).visit(till);
    expect(asked.path).toBe(`/logga-in?till=${encodeURIComponent(till)}`);
    const visitor = new Visitor(service.base);
    const chosen = {
      method: 'POST',
      body: new URLSearchParams({ persona: 'tsn-registrator', till: Visitor.hidden(asked)['till']! }),
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
      stop: true,
    };
    const response = await visitor.request('/logga-in', chosen);
    expect(response.headers.get('location')).toBe(till);
  });

  it.each(
    [
      '/svar/%2e%2e/register',
      '/remisser//evil.example',
      '/remisser?x=\r\ny',
      '/remisser?x=//evil.example',
      `/remisser?q=${'a'.repeat(2000)}`,
      '//evil.example/',
      'https://evil.example',
      '/\\evil.example',
      '/logga-ut',
      '/svar/../register',
    ].map((till) => [till.slice(0, 60), till]),
  )('is led nowhere else by %s', async (_, till) => {
    expect((await new Visitor(service.base).signIn('tsn-registrator', till)).path).toBe('/inkorg');
  });
});

describe('a session', () => {
  it('is a cookie that no script reads and no other site sends, of which the database has the hash alone', async () => {
    const response = await fetch(`${service.base}/logga-in`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ persona: 'tsn-chef' }),
    });
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^yttra=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const id = /=([\w-]{43})/.exec(cookie!)![1]!;
    const rows: object[] = await service.database.query('SELECT sessions::text AS row FROM sessions');
    expect(JSON.stringify(rows)).not.toContain(id);
  });

  it('has a new id at each sign-in, and the old one is over', async () => {
    const visitor = await signedIn();
    const before = visitor.cookies.get('yttra')!;
    await visitor.signIn('tsn-chef');
    expect(visitor.cookies.get('yttra')).not.toBe(before);
    const old = new Visitor(service.base);
    old.cookies.set('yttra', before);
    expect((await old.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('ends when it has been idle, however long it could have lasted', async () => {
    const visitor = await signedIn();
    minutesLater(29);
    expect((await visitor.visit('/inkorg')).path).toBe('/inkorg');
    minutesLater(58);
    expect((await visitor.visit('/inkorg')).path).toBe('/inkorg');
    minutesLater(89);
    const ended = await visitor.visit('/inkorg');
    expect(ended.path).toMatch(/^\/logga-in/);
    expect(ended.text).toContain('Logga in igen för att fortsätta');
  });

  it('ends after its longest time, however much it is used', async () => {
    const visitor = await signedIn();
    for (let minutes = 25; minutes < 8 * 60; minutes += 25) {
      minutesLater(minutes);
      expect((await visitor.visit('/inkorg')).path).toBe('/inkorg');
    }
    minutesLater(8 * 60);
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('ends at sign-out, also for whoever copied the cookie', async () => {
    const visitor = await signedIn();
    const copied = new Visitor(service.base);
    copied.cookies.set('yttra', visitor.cookies.get('yttra')!);
    const { _token } = Visitor.hidden(await visitor.visit('/inkorg')) as { _token: string };
    expect((await visitor.send('/logga-ut', { _token: 'of an earlier session' })).path).toBe('/inkorg');
    expect((await visitor.send('/logga-ut', { _token })).path).toBe('/logga-in');
    expect((await copied.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('that ends in another tab leaves what is written in this one, to be sent once one has signed in again', async () => {
    const { id } = await given(service).consultation('registered');
    const text = 'Gäller remissen även skolan? <bilaga 3> & annat.';
    const address = `/svar/${id}/meddelande`;
    const visitor = await Visitor.signedIn(service.base, 'tsn-registrator');
    const form = Visitor.hidden(await visitor.visit(address));
    await visitor.send('/logga-ut', { _token: form['_token']! });

    const out = await visitor.send(address, { ...form, text });
    expect(out.status).toBe(401);
    expect(out.read).toContain('Du har loggat ut sedan sidan öppnades');
    expect(out.read).toContain(text);

    await visitor.signIn('tsn-registrator');
    const shown = await visitor.send(address, Visitor.hidden(out));
    expect(shown.elements.find(({ name }) => name === 'textarea')?.attributes['value']).toBe(text);
    const sent = await visitor.send(address, { ...Visitor.hidden(shown), text });
    expect(sent.read).toContain(text);
  });

  it('that was none leads who sends a form without one to sign in', async () => {
    const { id } = await given(service).consultation('registered');
    const nobody = new Visitor(service.base);
    expect((await nobody.send(`/svar/${id}/meddelande`, { text: 'Hej' })).path).toMatch(/^\/logga-in/);
    const elsewhere = await nobody.send(
      `/svar/${id}/meddelande`,
      { _token: 'any', text: 'Hej, hej' },
      { 'Sec-Fetch-Site': 'cross-site' },
    );
    expect([elsewhere.status, elsewhere.text.includes('Hej, hej')]).toEqual([403, false]);
  });

  it('that another person begins, or that ends everywhere, leaves nothing in the browser that was written', async () => {
    const visitor = await signedIn();
    const begin = (persona: string) =>
      visitor.request('/logga-in', {
        method: 'POST',
        body: new URLSearchParams({ persona }),
        headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
        stop: true,
      } as RequestInit);
    const cleared = async (persona: string) => (await begin(persona)).headers.get('clear-site-data');
    expect(await cleared('tsn-registrator')).toBeNull();
    expect(await cleared('tsn-chef')).toBe('"storage"');
    const { _token } = Visitor.hidden(await visitor.visit('/mitt')) as { _token: string };
    const everywhere = await visitor.request('/mitt/logga-ut-overallt', {
      method: 'POST',
      body: new URLSearchParams({ _token }),
      headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.base },
      stop: true,
    } as RequestInit);
    expect([everywhere.status, everywhere.headers.get('clear-site-data')]).toEqual([303, '"storage"']);
  });

  it('ends at once when its person is no longer active', async () => {
    const visitor = await signedIn('amn-lasare', '/sammantraden/amn');
    await service.database.query("UPDATE people SET active = false WHERE username = 'amn-lasare'");
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
    await service.database.query("UPDATE people SET active = true WHERE username = 'amn-lasare'");
    expect((await visitor.visit('/inkorg')).path).toMatch(/^\/logga-in/);
  });

  it('is no token of the API, nor is a token of the API a session', async () => {
    const visitor = await signedIn();
    const answer = await fetch(`${service.base}/yttra/v1/me`, {
      headers: { Cookie: `yttra=${visitor.cookies.get('yttra')}` },
    });
    expect(answer.status).toBe(401);
  });
});

describe('a form of another site', () => {
  it.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
  ])('signs nobody in or out: %j', async (headers: Record<string, string>) => {
    const visitor = new Visitor(service.base);
    const refused = await visitor.send('/logga-in', { persona: 'tsn-chef' }, headers);
    expect(refused.status).toBe(403);
    expect(visitor.cookies.size).toBe(0);
    const inside = await signedIn();
    const { _token } = Visitor.hidden(await inside.visit('/inkorg')) as { _token: string };
    expect((await inside.send('/logga-ut', { _token }, headers)).status).toBe(403);
    expect((await inside.visit('/inkorg')).path).toBe('/inkorg');
  });
});

describe('outside the demo', () => {
  it('nobody is chosen: without an issuer’s client the page says so', async () => {
    const other = await startService({
      DEMO: 'false',
      OIDC_ISSUER: 'https://login.kommun.example',
      OIDC_JWKS_URL: 'https://login.kommun.example/keys',
      PUBLIC_URL: 'https://yttra.kommun.example',
    });
    try {
      const visitor = new Visitor(await other.app.getUrl());
      const page = await visitor.visit('/logga-in');
      expect(page.text).toContain('Inloggning i webbläsare är inte inställd här');
      expect((await visitor.send('/logga-in', { persona: 'tsn-chef' })).status).toBe(404);
      expect((await visitor.visit('/logga-in/fortsatt')).status).toBe(404);
    } finally {
      await other.stop();
    }
  });
});
