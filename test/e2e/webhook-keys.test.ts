import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SETTINGS, type Settings } from '../../src/config/settings.js';
import { KeepSecrets } from '../../src/delivery/webhooks/keep-secrets.js';
import { SecretsKey } from '../../src/delivery/webhooks/secrets-key.js';
import { onServiceDatabase } from '../../src/operating/command-line/on-database.js';
import { webhookKey } from '../../src/operating/doctor/surroundings-checks.js';
import { done } from '../support/given.js';
import { startReceiver, type Receiver } from '../support/receivers.js';
import { startService, type Service } from '../support/service.js';

const [old, fresh, wrong] = [1, 2, 3].map(() => randomBytes(32).toString('base64')) as [
  string,
  string,
  string,
];
let service: Service;
let receiver: Receiver;
let id: string;
let secret: string;

beforeAll(async () => {
  receiver = await startReceiver();
  service = await startService({ WEBHOOK_SECRETS_KEY: old, WEBHOOK_ALLOWED_PRIVATE: receiver.place });
  const body = { body: 'KS', url: `http://${receiver.place}/krok`, events: ['*'] };
  ({ id, secret } = (await done(service.as('admin').post('/webhooks', body), 201)) as unknown as {
    id: string;
    secret: string;
  });
});
afterAll(async () => {
  await receiver.close();
  await service.stop();
});

/** What keeps secrets in a process that was started with these keys. */
const keeping = (...keys: string[]): KeepSecrets => {
  const settings: Settings = { ...service.app.get<Settings>(SETTINGS), WEBHOOK_SECRETS_KEY: keys };
  return new KeepSecrets(new SecretsKey(service.database, settings), settings);
};
const open = async (...keys: string[]): Promise<string[]> => {
  const rows: { sealed: Buffer }[] = await service.database.query(
    'SELECT sealed FROM webhook_secrets WHERE webhook_id = $1 ORDER BY created_at DESC',
    [id],
  );
  return keeping(...keys).open(
    id,
    rows.map(({ sealed }) => sealed),
  );
};
const doctor = (...keys: string[]) =>
  onServiceDatabase(
    {
      NODE_ENV: 'test',
      DEMO: 'true',
      DATABASE_URL: service.databaseUrl,
      WEBHOOK_SECRETS_KEY: keys.join(),
    },
    webhookKey,
  );

it('the key of webhooks’ secrets is changed a webhook at a time, and doctor says what is left of the old one', async () => {
  expect(await doctor(old)).toMatchObject({ state: 'ok' });
  await expect(open(wrong)).rejects.toMatchObject({ code: 'secret-unreadable' });
  expect(await doctor(wrong)).toMatchObject({
    state: 'error',
    says: expect.stringMatching(/^1 .* 1 hemlig/),
  });

  expect(await open(fresh, old)).toEqual([secret]);
  expect(await doctor(fresh, old)).toMatchObject({
    state: 'warning',
    says: '1 webbkrokar, och 1 hemligheter är krypterade med den gamla nyckeln',
    advice: expect.stringMatching(/^Byt hemligheterna \(rotate-secret\)/),
  });

  const renewed = await service.database.transaction((tx) => keeping(fresh, old).renew(tx, id));
  expect(await open(fresh, old)).toEqual([renewed, secret]);
  const inForce = await doctor(fresh, old);
  expect(inForce).toMatchObject({
    state: 'warning',
    says: expect.stringMatching(
      /^1 webbkrokar, alla med hemligheter under den nya nyckeln; 1 som är bytta gäller till \d{4}-\d\d-\d\d/,
    ),
    advice: expect.stringMatching(/^Ta därefter bort den gamla nyckeln/),
  });
  expect(await doctor(fresh)).toMatchObject({ state: 'error' });
  await service.database.query(
    'UPDATE webhook_secrets SET valid_until = now() WHERE valid_until IS NOT NULL',
  );
  expect(await doctor(fresh)).toMatchObject({ state: 'ok' });
});
