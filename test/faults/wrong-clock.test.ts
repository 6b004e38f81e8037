import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { given, type Answer } from '../support/given.js';
import { launchProcess, readiness, type RunningProcess } from '../support/processes.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

/** A machine whose clock is ninety days ahead, and is set right or wrong again by a signal. */
const CLOCK = `let ahead = 90 * 864e5;
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...parts) { if (parts.length > 0) super(...parts); else super(Real.now() + ahead); }
  static now() { return Real.now() + ahead; }
};
process.on('SIGUSR2', () => { ahead = ahead ? 0 : 90 * 864e5; });`;

let service: Service;
let worker: RunningProcess;
jest.setTimeout(180_000);

beforeAll(async () => {
  service = await startService({ ROLE: 'api' });
  const { consultation, sentReferral } = given(service);
  await consultation('forwarded');
  await sentReferral({ consultees: [{ body: 'BIN' }] });
  await service.database.query(
    `UPDATE consultations SET reply_by = current_date + 60, reply_by_set_on = current_date - 30, state_since = current_date - 30
     WHERE state = 'sent'`,
  );
  worker = await launchProcess(service.databaseUrl, {
    ROLE: 'worker',
    REMINDER_SWEEP_SECONDS: '0.5',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(CLOCK)}`,
  });
});
afterAll(async () => {
  await worker.end('SIGKILL');
  await service.stop();
});

const health = async () => {
  const answer = await fetch(`${worker.url}/health/ready`).catch(() => undefined);
  const report = (await answer?.json().catch(() => undefined)) as { details: { clock: Answer } } | undefined;
  return [answer?.status, report?.details.clock] as const;
};
const count = async (what: string) =>
  Number((await service.database.query(`SELECT count(*) AS number FROM ${what}`))[0].number);
const timesSilent = () => worker.output().split('No reminder is said').length - 1;

describe('a worker whose clock is ninety days ahead', () => {
  it('is not ready, says so, and speaks to nobody', async () => {
    const [, clock] = await until(health, ([status]) => status === 503);
    expect(clock).toEqual({ status: 'down', secondsAhead: expect.any(Number) });
    expect(Math.abs(clock!['secondsAhead'] - 90 * 86_400)).toBeLessThan(10);
    await until(
      async () => timesSilent(),
      (times) => times >= 3,
    );
    expect([await count('reminders'), await count('digests')]).toEqual([0, 0]);
    expect(await count("deliveries WHERE state = 'delivered'")).toBe(0);
  });

  it('does its work, each reminder on its day, once the clock is right', async () => {
    worker.send('SIGUSR2');
    await readiness(worker);
    await until(
      () => count("deliveries WHERE state IN ('pending', 'delivering') AND channel <> 'manual'"),
      (waiting) => waiting === 0,
    );
    // Nothing is overdue for two months yet.
    expect(await count("reminders WHERE kind LIKE '%overdue%'")).toBe(0);
  });

  it('falls silent again when its clock is set wrong while it runs', async () => {
    worker.send('SIGUSR2');
    const before = timesSilent();
    expect((await until(health, ([status]) => status === 503))[1]).toMatchObject({ status: 'down' });
    await until(
      async () => timesSilent(),
      (times) => times > before,
    );
  });
});
