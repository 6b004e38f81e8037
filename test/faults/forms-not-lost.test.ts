import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { noBrowser, openBrowser } from '../support/browser.js';
import { createDatabase } from '../support/database.js';
import { isSound, Looking, press, write } from '../support/looking.js';
import { demoIsLoaded } from '../support/own-postgres.js';
import { startProcess, type RunningProcess } from '../support/processes.js';
import { query } from '../support/scratch-databases.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

/** The service reaches its database through a network that is taken away while somebody writes. */
let database: { url: string; drop: () => Promise<void> };
let network: TcpProxy;
let service: RunningProcess;
beforeAll(async () => {
  database = await createDatabase();
  network = await new TcpProxy(Number(new URL(database.url).port)).open();
  service = await startProcess(network.through(database.url), {
    ROLE: 'api',
    NODE_ENV: 'development',
    DATABASE_POOL_SIZE: '4',
  });
  await demoIsLoaded(database.url);
});
afterAll(async () => {
  await service.end('SIGKILL');
  await network.close();
  await database.drop();
});

const TEXT = 'Gäller remissen även skolan?\nVi har läst <bilaga 3> & undrar.';

/** A matter of TSN that somebody can write a message in. */
async function matter(): Promise<string> {
  const [found] = await query<{ id: string }[]>(
    database.url,
    "SELECT id FROM consultations WHERE consultee_code = 'TSN' AND referral_id IS NOT NULL AND state IN ('sent', 'registered', 'drafting') AND num_nonnulls(case_seen_by, referral_seen_by, own_seen_by) = 0 LIMIT 1",
  );
  return found!.id;
}

describe('what is typed in a form while the database is gone', () => {
  it('is in the answer, to be sent again as it was, and is taken once', async () => {
    const id = await matter();
    const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
    const form = Visitor.hidden(await visitor.visit(`/svar/${id}/meddelande`));
    await network.close();
    const failed = await visitor.send(`/svar/${id}/meddelande`, { ...form, text: TEXT });
    expect(failed.status).toBe(503);
    expect(failed.text).toContain('Det du skrev är inte sparat, men det finns kvar här.');
    expect(failed.text).toContain('Vi har läst <bilaga 3> & undrar.');
    expect(failed.headers.get('cache-control')).toContain('no-store');
    const again = Visitor.hidden(failed);
    expect(again).toEqual({ ...form, text: TEXT });
    await network.open();
    await until(
      async () => (await fetch(`${service.url}/health/ready`)).status,
      (status) => status === 200,
    );
    for (let time = 0; time < 2; time++) {
      const sent = await visitor.send(`/svar/${id}/meddelande`, again);
      expect([sent.status, sent.path]).toEqual([200, `/svar/${id}?klart=meddelande`]);
    }
    const messages = await query<{ text: string }[]>(
      database.url,
      `SELECT text FROM messages WHERE consultation_id = '${id}'`,
    );
    expect(messages.filter(({ text }) => text === TEXT)).toHaveLength(1);
  });

  it('is in the answer also of a form that may have files, which are chosen anew', async () => {
    const id = await matter();
    const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
    const page = await visitor.visit(`/svar/${id}/meddelande`);
    expect(page.html).toContain('multipart/form-data');
    const fields = { ...Visitor.hidden(page), text: `${TEXT} Med en fil.` };
    const sending = (file?: string): RequestInit => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      if (file) body.append('files', new Blob([file]), 'bilaga.txt');
      // As a browser, which says how long a form is.
      return { method: 'POST', body, headers: { 'Sec-Fetch-Site': 'same-origin', Origin: service.url } };
    };
    const whole = async (init: RequestInit): Promise<RequestInit> => {
      const request = new Request('http://form.example', init);
      const type = request.headers.get('content-type')!;
      return {
        ...init,
        body: Buffer.from(await request.arrayBuffer()),
        headers: { ...init.headers, 'Content-Type': type },
      };
    };
    await network.close();
    const failed = await visitor.request(`/svar/${id}/meddelande`, await whole(sending('Bilagan.')));
    await network.open();
    expect([failed.status, failed.text]).toEqual([
      503,
      expect.stringContaining('Vi har läst <bilaga 3> & undrar. Med en fil.'),
    ]);
    expect(failed.html).toContain('multipart/form-data');
    expect(failed.read).toContain('De här behöver väljas på nytt:\nbilaga.txt');
    expect(Visitor.hidden(failed)).toEqual({ ...fields, _files: 'files bilaga.txt' });
    await until(
      async () => (await fetch(`${service.url}/health/ready`)).status,
      (status) => status === 200,
    );
    // Nothing is sent without the file unseen.
    const again = new URLSearchParams(Visitor.hidden(failed));
    const body = new FormData();
    for (const [name, value] of again) body.append(name, value);
    const shown = await visitor.request(`/svar/${id}/meddelande`, await whole({ ...sending(), body }));
    expect([shown.status, shown.text]).toEqual([422, expect.stringContaining('Välj filerna på nytt')]);
    expect(shown.text).toContain('Med en fil.');
  });

  (noBrowser === undefined ? it : it.skip)(
    'is on a page that is as sound as any, and leads on by keyboard',
    async () => {
      const id = await matter();
      const browser = await openBrowser();
      try {
        const page = await (await browser.newContext({ locale: 'sv-SE' })).newPage();
        await new Looking(browser, service.url).signIn(page, 'Registrator, Tekniska servicenämnden');
        await page.goto(`${service.url}/svar/${id}/meddelande`);
        await write(page, 'Meddelande', TEXT);
        await network.close();
        await press(page, 'Skriv meddelande');
        expect(await page.locator('main').innerText()).toContain('Vi har läst <bilaga 3> & undrar.');
        expect(await page.locator('main').innerText()).toContain('Det går oftast över på någon minut.');
        await isSound(page, 'databasen är borta');
        await network.open();
        await until(
          async () => (await fetch(`${service.url}/health/ready`)).status,
          (status) => status === 200,
        );
        await press(page, 'Försök igen');
        expect(page.url()).toBe(`${service.url}/svar/${id}?klart=meddelande`);
      } finally {
        await browser.close();
      }
    },
    300_000,
  );

  it('is given back to nobody whose form was not one of ours', async () => {
    const id = await matter();
    const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
    await network.close();
    const failed = await visitor.send(`/svar/${id}/meddelande`, { text: TEXT });
    await network.open();
    expect(failed.status).toBe(503);
    expect(failed.text).not.toContain('bilaga 3');
  });

  it.each([{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }])(
    'is given back to no other site: %j',
    async (sender: Record<string, string>) => {
      const id = await matter();
      const visitor = await Visitor.signedIn(service.url, 'tsn-registrator');
      const form = Visitor.hidden(await visitor.visit(`/svar/${id}/meddelande`));
      await network.close();
      const failed = await visitor.send(`/svar/${id}/meddelande`, { ...form, text: TEXT }, sender);
      await network.open();
      expect(failed.status).toBe(403);
      expect(failed.text).toContain('Formuläret skickades inte från en sida i Yttra.');
      expect(failed.text).not.toContain('bilaga 3');
    },
  );
});
