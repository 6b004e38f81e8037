import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import { actingAsTheService } from '../../src/database/acting.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { EmailChannel } from '../../src/delivery/email/email-channel.js';
import { addressOf } from '../../src/delivery/email/mail-server.js';
import { createAuthority } from '../support/certificates.js';
import { done, given, NOW, type Answer } from '../support/given.js';
import { smtpError, startMailServer, type TestMailServer } from '../support/mail-server.js';
import { startProcess } from '../support/processes.js';
import { startService } from '../support/service.js';
import { sharedService } from '../support/shared-service.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const CANARY = 'Kanariefågel';
let mail: TestMailServer;
beforeAll(async () => {
  mail = await startMailServer();
});
const service = sharedService(() => ({
  SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  MAIL_FROM: 'yttra@kommun.example',
  PUBLIC_URL: 'https://yttra.kommun.example',
  RECONCILE_SECONDS: '0.2',
  ATTEMPT_DEADLINE_SECONDS: '1',
  REMINDER_SWEEP_SECONDS: '86400',
}));
beforeEach(async () => {
  service.setNow(NOW);
  Object.assign(mail, { refuse: undefined, refuseSender: undefined, silent: false });
  mail.taken.length = 0;
});
afterEach(async () => {
  await service.reset();
  await service.database.query("UPDATE bodies SET notice_emails = '{}'");
  await service.database.query('UPDATE people SET email = NULL');
});
afterAll(() => mail.close());

const admin = (on = service) => on.as('admin');
const addresses = async (body: string, noticeEmails: unknown, on = service) => {
  const { version } = await done(admin(on).get(`/bodies/${body}`));
  return admin(on).patch(`/bodies/${body}`, { noticeEmails }, { ifMatch: version });
};
/** What KS is told of: a message from TSN, about a case of that number. */
const messageToKs = async (on = service, caseNumber?: string) => {
  const { referralCase, sentReferral, consultationOf } = given(on);
  const { id: caseId } = await referralCase({ title: CANARY, ...(caseNumber && { caseNumber }) });
  const sent = await sentReferral({ title: `Remiss ${CANARY}`, letter: CANARY }, caseId);
  const { id } = await consultationOf('tsn-registrator', sent);
  await done(on.as('tsn-registrator').post(`/consultations/${id}/messages`, { text: CANARY }));
  return { id, caseNumber: sent['caseNumber'] as string };
};
const mailed = (number: number) =>
  until(
    async () => mail.taken,
    (taken) => taken.length >= number,
  );
const byMail = async (on = service) =>
  (await done(admin(on).get('/deliveries?channel=email')))['items'] as Answer[];
const settled = (state: string, on = service) =>
  until(
    () => byMail(on),
    (deliveries) => deliveries.length > 0 && deliveries.every((delivery) => delivery.state === state),
  );
const tried = (attempts: number, on = service) =>
  until(
    () => byMail(on),
    ([first]) => first?.['attempts'] === attempts && first.state === 'pending',
  );
const dueNow = () =>
  service.database.query(
    "UPDATE deliveries SET due_at = now() - interval '1 minute' WHERE channel = 'email'",
  );

describe('mail about a statement that was forwarded', () => {
  it('leads to its covering message and says the checksum of what was sent, and no word of it', async () => {
    await addresses('KS', ['registrator@kommun.example']);
    const { id } = await given(service).consultation('forwarded');
    const { dispatch } = await done(service.as('ks-registrator').get(`/consultations/${id}`));
    const letters = () => Promise.all(mail.taken.map(({ raw }) => PostalMime.parse(raw)));
    const ofTheDispatch = ({ text }: { text?: string | undefined }) =>
      text?.includes(dispatch.sha256) ?? false;
    const { text, html } = (await until(letters, (all) => all.some(ofTheDispatch))).find(ofTheDispatch)!;
    const covering = `https://yttra.kommun.example/svar/${id}/handlingar/foljebrev`;
    for (const form of [text, html]) expect(form).toContain(covering);
    expect(text).not.toContain('Internremiss');
    const reader = await Visitor.signedIn(service.base, 'ks-registrator');
    const paper = await reader.visit(`${new URL(covering).pathname}?format=txt`);
    expect([paper.status, paper.text.includes(dispatch.sha256)]).toEqual([200, true]);
  });
});

describe('mail about what comes to a body', () => {
  it('goes to each of its addresses, and says only what happened and where to read it', async () => {
    await done(addresses('KS', ['registrator@kommun.example', 'kansli@kommun.example']) as never);
    const { id, caseNumber } = await messageToKs();
    await mailed(2);

    expect(mail.taken.map(({ to }) => to).toSorted()).toEqual([
      ['kansli@kommun.example'],
      ['registrator@kommun.example'],
    ]);
    const [{ raw, from }] = mail.taken as [TestMailServer['taken'][0]];
    const read = await PostalMime.parse(raw);
    expect(from).toBe('yttra@kommun.example');
    expect(read.subject).toBe(`Nytt meddelande om remissen – ${caseNumber}`);
    expect(read.text!.trimEnd()).toBe(
      [
        'Nytt meddelande om remissen',
        `Ärende: ${caseNumber}`,
        '',
        `Läs i Yttra: https://yttra.kommun.example/svar/${id}`,
        '',
        'Brevet skickades automatiskt och går inte att svara på.',
      ].join('\n'),
    );
    expect(read.html).toContain('<html lang="sv">');
    expect(read.html).toContain(`<a href="https://yttra.kommun.example/svar/${id}">`);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(JSON.stringify([read, raw])).not.toContain(CANARY);
    expect(await settled('delivered')).toHaveLength(2);
  });

  it('has one Message-ID for all its attempts, and is taken once', async () => {
    await done(addresses('KS', ['registrator@kommun.example']) as never);
    mail.refuse = () => smtpError(451);
    await messageToKs();
    const [first] = await tried(1);
    expect(first).toMatchObject({ lastError: 'smtp-451', recipient: 'registrator@kommun.example' });
    mail.refuse = undefined;
    await dueNow();
    await settled('delivered');
    expect(mail.taken).toHaveLength(1);
    expect(mail.taken[0]!.raw).toContain(`Message-ID: <${first!.id}@kommun.example>`);
  });

  it('that is refused for good has failed, is seen by the administrator, and can be retried', async () => {
    await done(addresses('KS', ['borta@kommun.example']) as never);
    mail.refuse = () => smtpError(550);
    await messageToKs();
    const [failed] = await settled('failed');
    expect(failed).toMatchObject({ attempts: 1, lastError: 'smtp-550' });
    expect(JSON.stringify(await done(admin().get(`/deliveries/${failed!.id}`)))).not.toContain(
      'Hemligt svar',
    );
    await until(
      () => done(admin().get('/inbox')),
      ({ items }) => (items as Answer[]).some((item) => item['topic'] === 'delivery-failed'),
    );
    await service.as('tsn-registrator').get(`/deliveries/${failed!.id}`).expect(404);

    mail.refuse = undefined;
    await done(admin().post(`/deliveries/${failed!.id}/retry`, {}, { ifMatch: failed!.version }));
    await until(
      () => done(admin().get(`/deliveries/${failed!.id}`)),
      ({ state }) => state === 'delivered',
    );
  });

  it('waits when the server does not answer, no longer than an attempt may take', async () => {
    await done(addresses('KS', ['registrator@kommun.example']) as never);
    mail.silent = true;
    await messageToKs();
    const [waiting] = await tried(1);
    expect(waiting!['lastError']).toBe('timeout');
  });

  it('is not begun when what came before it took all the time', async () => {
    await done(addresses('KS', ['registrator@kommun.example']) as never);
    await messageToKs();
    const [sent] = await settled('delivered');
    mail.silent = true;
    const message = { deliveryId: sent!.id, kind: 'notice', topic: 'message', attempt: 2 } as const;
    expect(
      await actingAsTheService(() => service.app.get(EmailChannel).send(message, AbortSignal.abort())),
    ).toEqual({
      outcome: 'try-again',
      code: 'timeout',
    });
  });

  it('waits when the sender is refused, for that is no fault of the address', async () => {
    await done(addresses('KS', ['registrator@kommun.example']) as never);
    mail.refuseSender = () => smtpError(553);
    await messageToKs();
    const [waiting] = await tried(1);
    expect(waiting!['lastError']).toBe('smtp-553');
  });

  it('is told of by the code of the answer, whatever its words', async () => {
    await done(addresses('KS', ['registrator@kommun.example']) as never);
    mail.refuse = () => smtpError(450, 'TLS certificate');
    await messageToKs();
    const [waiting] = await tried(1);
    expect(waiting!['lastError']).toBe('smtp-450');
  });

  it('does not go where a body has no addresses', async () => {
    await messageToKs();
    expect(await byMail()).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    'registrator@kommun.example\r\nBcc: x@evil.example',
    'registrator@kommun.example\nBcc: x@evil.example',
    'registrator@kommun.example\u2028Bcc: x@evil.example',
    '"a@evil.example x"@kommun.example',
    'a@kommun.example,b@evil.example',
    'a@kommun.example;b@evil.example',
    'Namn <a@kommun.example>',
    'a@evil.example(@kommun.example',
    '\u202emoc.live@kommun.example',
    `${'a'.repeat(300)}@kommun.example`,
    'a@[127.0.0.1]',
    'a@kommun',
    '',
  ])('that could be read as another, or as two, is refused: %j (F-51)', async (address) => {
    const { status, body } = await addresses('KS', [address]);
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      expect.objectContaining({ pointer: expect.stringMatching(/^\/noticeEmails/), code: 'email' }),
    ]);
    const person = { username: 'ny.person', name: 'Ny Person', roles: [], email: address };
    await admin().post('/bodies/KS/people', person).expect(422);
    const consultees = [{ name: 'Utom', email: address }];
    const referral = { title: 'x', consultees };
    const { id } = await given(service).referralCase();
    await service.as('ks-handlaggare').post(`/cases/${id}/referrals`, referral).expect(422);
  });
});

it('a number that holds a line break adds no header and no recipient (F-51)', async () => {
  await done(addresses('KS', ['registrator@kommun.example']) as never);
  await messageToKs(service, 'KS 1\r\nBcc: x@evil.example\u2028X-Y: z');
  await mailed(1);
  const [{ raw, to }] = mail.taken as [TestMailServer['taken'][0]];
  expect(to).toEqual(['registrator@kommun.example']);
  expect(raw).not.toMatch(/^(Bcc|X-Y):/im);
  const { headers, text } = await PostalMime.parse(raw);
  expect(headers.map(({ key }) => key).toSorted()).toEqual([
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ]);
  expect(text).not.toMatch(/^Bcc/m);
});

it('reminders go to the person they are for, one mail a day, with their lines', async () => {
  await service.database.query(
    "UPDATE people SET email = username || '@kommun.example' WHERE username IN ('tsn-registrator', 'tsn-chef')",
  );
  await done(addresses('TSN', ['tsn@kommun.example']) as never);
  const { sentReferral } = given(service);
  await sentReferral();
  await sentReferral();
  await mailed(2); // to the body, that the referrals have come
  mail.taken.length = 0;
  await actingAsTheService(() => service.app.get(SayReminders).say(new Date('2026-11-05T11:00:00Z')));
  await mailed(1);
  const undelivered = "SELECT FROM deliveries WHERE kind = 'reminder' AND state <> 'delivered'";
  await until(
    async (): Promise<object[]> => service.database.query(undelivered),
    (left) => left.length === 0,
  );
  expect(mail.taken.map(({ to }) => to)).toEqual([['tsn-registrator@kommun.example']]);
  const { text, subject } = await PostalMime.parse(mail.taken[0]!.raw);
  expect(subject).toMatch(/^Påminnelser om flera ärenden, bland andra det här – KS 2026\/\d+$/);
  expect(text!.match(/^- KS 2026\/\d+: Remissen kom 2026-11-02 och är inte registrerad\.$/gm)).toHaveLength(
    2,
  );
  expect(text).not.toContain('hållbarhet');
});

describe('TLS', () => {
  it('is demanded of every server that is not on this machine, from the start or by STARTTLS', () => {
    expect(addressOf('smtp://mail.kommun.example')).toEqual({
      host: 'mail.kommun.example',
      port: 587,
      secure: false,
      requireTLS: true,
      ignoreTLS: false,
    });
    expect(addressOf('smtps://u%40x:p%2Fw@mail.kommun.example')).toMatchObject({
      port: 465,
      secure: true,
      ignoreTLS: false,
      auth: { user: 'u@x', pass: 'p/w' },
    });
    for (const here of ['smtp://localhost:25', 'smtp://127.0.0.1', 'smtp://[::1]:25']) {
      expect(addressOf(here)).toMatchObject({ requireTLS: false });
    }
    expect(addressOf('smtp://127.0.0.1.evil.example')).toMatchObject({ requireTLS: true });
    expect(addressOf('smtp://mail:1025', true)).toMatchObject({ requireTLS: false, ignoreTLS: true });
    expect(addressOf('smtps://mail:1025', true)).toMatchObject({ secure: true, ignoreTLS: false });
  });

  const attempt = async (smtpUrl: string): Promise<unknown> => {
    const own = await startService({
      SMTP_URL: smtpUrl,
      MAIL_FROM: 'yttra@kommun.example',
      PUBLIC_URL: 'https://yttra.kommun.example',
    });
    try {
      own.setNow(NOW);
      await done(addresses('KS', ['registrator@kommun.example'], own) as never);
      await messageToKs(own);
      const [first] = await tried(1, own);
      return first!['lastError'];
    } finally {
      await own.stop();
    }
  };

  it('that the server does not offer means no mail', async () => {
    expect(await attempt(`smtp://${mail.named}:${mail.port}`)).toBe('tls-failed');
    expect(mail.taken).toEqual([]);
  });

  it.each(['smtp', 'smtps'])(
    'with a certificate that our own authority vouches for takes mail: %s',
    async (scheme) => {
      const authority = createAuthority();
      const server = await startMailServer({
        secure: scheme === 'smtps',
        ...authority.issue(`DNS:${mail.named}`),
      });
      const env = {
        SMTP_URL: `${scheme}://${server.named}:${server.port}`,
        MAIL_FROM: 'yttra@kommun.example',
        PUBLIC_URL: 'https://yttra.kommun.example',
      };
      const api = await startService({ ...env, ROLE: 'api' });
      api.setNow(NOW);
      await done(addresses('KS', ['registrator@kommun.example'], api) as never);
      await messageToKs(api);
      // What Node trusts is settled when a process starts.
      const worker = await startProcess(api.databaseUrl, {
        ...env,
        ROLE: 'worker',
        NODE_EXTRA_CA_CERTS: authority.file,
      });
      try {
        await settled('delivered', api);
        expect(server.taken.map(({ to }) => to)).toEqual([['registrator@kommun.example']]);
      } finally {
        await worker.end('SIGTERM');
        await api.stop();
        await server.close();
      }
    },
  );

  it('with a certificate that nobody vouches for means no mail', async () => {
    const wrong = await startMailServer({ secure: true, ...createAuthority().selfSigned('IP:127.0.0.1') });
    expect(await attempt(`smtps://127.0.0.1:${wrong.port}`)).toBe('tls-failed');
    expect(wrong.taken).toEqual([]);
    await wrong.close();
  });
});

describe('the demo’s mailbox', () => {
  it('shows what would have been sent, as text', async () => {
    const demo = await startService();
    try {
      demo.setNow(NOW);
      const page = async () => (await fetch(`${await demo.app.getUrl()}/demo/mail`)).text();
      expect(await page()).toContain('Inga brev ännu');
      await done(addresses('KS', ['registrator@kommun.example'], demo) as never);
      await messageToKs(demo, 'KS <b>1</b>');
      const shown = await until(page, (html) => html.includes('registrator@kommun.example'));
      expect(shown).toContain('<h2>Nytt meddelande om remissen – KS &lt;b>1&lt;/b></h2>');
    } finally {
      await demo.stop();
    }
  });
});
