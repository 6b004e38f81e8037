import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrationDataSource } from '../../src/database/migrate.js';
import { SayReminders } from '../../src/deadlines/reminders/say-reminders.js';
import { given, NOW } from '../support/given.js';
import { startService, type Service } from '../support/service.js';

let service: Service;
let owner: DataSource;
beforeAll(async () => {
  service = await startService({ REMINDER_SWEEP_SECONDS: '86400', ROLE: 'api' });
  owner = await migrationDataSource(service.databaseUrl).initialize();
});
afterAll(async () => {
  await owner.destroy();
  await service.stop();
});

it('keeps what was said of the reply-by date, down to when that was all and up again', async () => {
  service.setNow(NOW);
  for (let index = 0; index < 2; index++)
    await given(service).sentReferral({ consultees: [{ body: 'TSN' }, { body: 'BIN' }] });
  const days = ['2026-12-01', '2026-12-08', '2026-12-16'];
  for (const day of days) await service.app.get(SayReminders).say(new Date(`${day}T11:00:00Z`));
  const said = () =>
    owner.query(
      `SELECT consultation_id, kind, about_on, days, said_on FROM reminders
       WHERE kind IN ('reply-by', 'overdue') AND days IS NOT NULL ORDER BY 1, 4`,
    );
  const before = await said();
  expect(before).toHaveLength(12);

  const undone: string[] = [];
  while (!undone.includes('Reminders1794000000015')) {
    const [last] = await owner.query('SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
    undone.push(last.name as string);
    await owner.undoLastMigration();
  }
  expect(await owner.query('SELECT reply_by, days, said_on FROM reminders')).toHaveLength(12);
  expect(await owner.query("SELECT consultation_id FROM reminders_due('2026-12-16')")).toEqual([]);

  await owner.runMigrations();
  expect(await said()).toEqual(before);
  const topics = await owner.query("SELECT DISTINCT topic FROM deliveries WHERE kind = 'reminder'");
  expect(topics.map(({ topic }: { topic: string }) => topic).sort()).toEqual(['reminder-reply-by']);
  const due = await owner.query(
    "SELECT kind FROM reminders_due('2026-12-16') WHERE kind IN ('reply-by', 'overdue')",
  );
  expect(due).toEqual([]);
});
