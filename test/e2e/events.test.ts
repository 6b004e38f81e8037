import { describe, expect, it } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { DemoIssuer } from '../../src/identity/demo-issuer.js';
import { done, given, NOW } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const service = sharedService({ ROLE: 'api' });

interface Told {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, string>;
}

/** A stream that is listened to: what has come, whether it has ended, and how to end it. */
async function listen(headers: Record<string, string>, at = service.base) {
  const stop = new AbortController();
  const response = await fetch(`${at}/yttra/v1/events`, {
    headers: { Accept: 'text/event-stream', ...headers },
    signal: stop.signal,
  });
  const heard = { status: response.status, text: '', isOver: false };
  void (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) heard.text += chunk;
  })()
    .catch(() => undefined)
    .finally(() => (heard.isOver = true));
  const told = (): Told[] =>
    heard.text
      .split('\n\n')
      .filter((block) => /^event: /m.test(block))
      .map((block) => ({
        event: /^event: (.*)$/m.exec(block)![1]!,
        id: /^id: (.*)$/m.exec(block)?.[1],
        data: JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as Record<string, string>,
      }));
  const changes = () => told().flatMap(({ event, data }) => (event === 'change' ? [data] : []));
  if (heard.status === 200)
    await until(
      async () => told(),
      (all) => all.length > 0,
    );
  return { heard, told, changes, stop: () => stop.abort() };
}

const tokenOf = async (persona: string): Promise<Record<string, string>> => {
  const { accessToken } = await service.app.get(DemoIssuer).issue(persona);
  return { Authorization: `Bearer ${accessToken}` };
};

const sessionOf = async (persona: string) => {
  const visitor = new Visitor(service.base);
  const page = await visitor.signIn(persona);
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { visitor, page, headers: { Cookie: cookie } };
};

describe('whoever listens is told that a record has changed', () => {
  it('by its kind, id and ETag, and of nothing that stands in it', async () => {
    const { id } = await given(service).consultation('sent');
    const registrar = await listen(await tokenOf('tsn-registrator'));
    const officer = await listen((await sessionOf('tsn-handlaggare')).headers);
    await done(service.as('tsn-registrator').post(`/consultations/${id}/register`, {}, { ifMatch: '*' }));
    const { headers } = await service.as('tsn-registrator').get(`/consultations/${id}`);
    for (const { changes } of [registrar, officer])
      expect(
        await until(
          async () => changes(),
          (all) => all.some((each) => each['id'] === id),
        ),
      ).toContainEqual({
        kind: 'consultation',
        id,
        etag: headers['etag'],
      });
    expect(registrar.heard.text).not.toMatch(/TSN|Strategi|registrator/);
    registrar.stop();
    officer.stop();
  });

  it('only where they may see it', async () => {
    const { id } = await given(service).consultation('sent');
    const [own, other] = [
      await listen(await tokenOf('tsn-chef')),
      await listen(await tokenOf('bin-registrator')),
    ];
    await done(service.as('tsn-registrator').post(`/consultations/${id}/register`, {}, { ifMatch: '*' }));
    await until(
      async () => own.changes(),
      (all) => all.some((each) => each['id'] === id),
    );
    const marking = {
      provision: 'OSL 26:1',
      of: 'consultation',
      seenBy: [{ body: 'TSN', role: 'registrar' }],
    };
    const path = `/consultations/${id}/mark-confidential`;
    const before = own.changes().length;
    await done(service.as('tsn-registrator').post(path, marking, { ifMatch: '*' }));
    // Something that both may see comes after it.
    const later = await given(service).consultation('sent', {
      consultees: [{ body: 'TSN' }, { body: 'BIN' }],
    });
    await until(
      async () => other.changes(),
      (all) => all.length > 0,
    );
    await until(
      async () => own.changes(),
      (all) => all.some((each) => each['id'] === later.id),
    );
    expect(
      own
        .changes()
        .slice(before)
        .filter((each) => each['id'] === id),
    ).toEqual([]);
    expect(other.changes().filter((each) => each['id'] === id)).toEqual([]);
    own.stop();
    other.stop();
  });

  it('not of what their colleagues at the issuer do with it, nor readers of messages', async () => {
    const referral = await given(service).sentReferral();
    const { id } = await given(service).consultationOf('tsn-registrator', referral);
    const caseId = String(referral['caseId']);
    const [issuer, board, reader] = [
      await listen(await tokenOf('ks-registrator')),
      await listen(await tokenOf('tsn-registrator')),
      await listen(await tokenOf('tsn-lasare')),
    ];
    const draft = await given(service).draftReferral({ title: 'Inte ännu' }, caseId);
    await done(
      service.as('ks-handlaggare').patch(`/referrals/${draft.id}`, { title: 'Snart' }, { ifMatch: '*' }),
    );
    const note = { question: 1, text: 'Alla är för.' };
    await done(service.as('ks-handlaggare').post(`/referrals/${referral.id}/summaries`, note));
    const text = 'När kan ni svara?';
    await done(service.as('ks-handlaggare').post(`/consultations/${id}/messages`, { text }));
    const heard = async ({ changes }: typeof issuer, record: string) =>
      until(
        async () => changes(),
        (all) => all.some((each) => each['id'] === record),
      );
    await heard(board, id);
    // What everyone may see comes after it.
    const later = await given(service).consultation('registered');
    await heard(reader, later.id);
    await heard(issuer, later.id);
    const ofThese = ({ changes }: typeof issuer) =>
      new Set(
        changes()
          .filter((each) => [caseId, referral.id, draft.id, id].includes(each['id']!))
          .map((each) => `${each['kind']} ${each['id']}`),
      );
    expect(ofThese(board)).toEqual(new Set([`consultation ${id}`]));
    expect(ofThese(reader)).toEqual(new Set());
    expect(ofThese(issuer)).toEqual(
      new Set([`referral ${draft.id}`, `referral ${referral.id}`, `consultation ${id}`]),
    );
    for (const each of [issuer, board, reader]) each.stop();
  });

  it('by whichever process it was changed', async () => {
    const second = await createApp(service.app.get<Settings>(SETTINGS), service.databaseUrl);
    try {
      await second.listen(0, '127.0.0.1');
      const visitor = new Visitor(await second.getUrl());
      await visitor.signIn('tsn-registrator');
      const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const listening = await listen({ Cookie: cookie }, await second.getUrl());
      const { id } = await given(service).consultation('registered');
      await until(
        async () => listening.changes(),
        (all) => all.some((each) => each['id'] === id),
      );
      await second.close();
      // An open stream keeps no process from stopping.
      await until(async () => listening.heard.isOver, Boolean);
    } finally {
      await second.close();
    }
  });
});

describe('whoever comes again', () => {
  it('is told of what they missed', async () => {
    const first = await listen(await tokenOf('tsn-registrator'));
    const { id: last } = first.told().at(-1)!;
    first.stop();
    const { id } = await given(service).consultation('registered');
    const again = await listen({ ...(await tokenOf('tsn-registrator')), 'Last-Event-ID': last! });
    await until(
      async () => again.changes(),
      (all) => all.some((each) => each['id'] === id),
    );
    again.stop();
  });

  it('is told to read everything anew where that is too much, of another database, or cannot be read', async () => {
    await service.database.query(
      `INSERT INTO audit_events (actor, verb, object_type, object_id, case_id)
       SELECT 'tsn-registrator', 'edit', 'case', id, id FROM cases CROSS JOIN generate_series(1, 800) LIMIT 800`,
    );
    for (const last of ['0', '99999999999', '-1', 'abc', '9999999999999999']) {
      const listening = await listen({ ...(await tokenOf('tsn-registrator')), 'Last-Event-ID': last });
      await until(
        async () => listening.told(),
        (all) => all.some(({ event }) => event === 'reload'),
      );
      expect(listening.changes()).toEqual([]);
      listening.stop();
    }
  });
});

describe('the stream', () => {
  it('is for nobody without a session or a token', async () => {
    expect((await listen({})).heard.status).toBe(401);
    expect((await listen({ Cookie: 'yttra=nonsens' })).heard.status).toBe(401);
  });

  it('keeps no session from ending, nor does the look at what is new', async () => {
    const { visitor, headers } = await sessionOf('bin-handlaggare');
    const used = async () =>
      service.database.query("SELECT used_at FROM sessions WHERE username = 'bin-handlaggare'");
    const before = await used();
    service.setNow(new Date(Date.parse(NOW) + 10 * 60_000).toISOString());
    const listening = await listen({ ...headers, 'Sec-Fetch-Dest': 'empty' });
    expect((await visitor.visit('/inkorg', { 'Sec-Fetch-Dest': 'empty' })).status).toBe(200);
    expect(await used()).toEqual(before);
    await visitor.visit('/inkorg');
    expect(await used()).not.toEqual(before);
    listening.stop();
    service.setNow(NOW);
  });

  it('ends when its person signs out, and is told nothing after', async () => {
    const { visitor, page, headers } = await sessionOf('tsn-sekreterare');
    const listening = await listen(headers);
    const { _token } = Visitor.hidden(page) as { _token: string };
    await visitor.send('/logga-ut', { _token });
    const { id } = await given(service).consultation('registered');
    await until(async () => listening.heard.isOver, Boolean);
    expect(listening.changes().filter((each) => each['id'] === id)).toEqual([]);
  });

  it('ends when its person is switched off', async () => {
    const listening = await listen(await tokenOf('bin-chef'));
    await service.database.query("UPDATE people SET active = false WHERE username = 'bin-chef'");
    await until(async () => listening.heard.isOver, Boolean);
  });

  it('is open in so many places at a time for one person, and each that closes makes room', async () => {
    const headers = await tokenOf('bin-registrator');
    const open = await Promise.all(Array.from({ length: 8 }, () => listen(headers)));
    expect((await listen(headers)).heard.status).toBe(429);
    open[0]!.stop();
    await until(
      async () => (await listen(headers)).heard.status,
      (status) => status === 200,
    );
    for (const { stop } of open) stop();
  });
});
