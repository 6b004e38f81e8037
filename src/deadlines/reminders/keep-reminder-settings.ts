import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../changes/caller.js';
import { MakeChange } from '../../changes/make-change.js';
import { NotFound } from '../../rules/problem.js';
import { REMINDER_KINDS, reminderRules } from '../../rules/reminder-kinds.js';
import { type OwnSchedule, ReminderSettings } from './reminder-settings.entity.js';
import type { ReminderSettingBody, ReminderSettingsBody, ReminderSettingsView } from './reminders.dto.js';

/** How reminders are said in a body: everyone signed in may see it, as the body itself; administrators change it. */
@Injectable()
export class KeepReminderSettings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makeChange: MakeChange,
  ) {}

  async one(code: string): Promise<ReminderSettingsView> {
    return readSettings(this.dataSource, code);
  }

  async replace(
    caller: Caller,
    code: string,
    { kinds }: ReminderSettingsBody,
  ): Promise<ReminderSettingsView> {
    return this.makeChange.make(caller, async (attempt) => {
      // So that there is a row to lock; what is not permitted takes it away again with the transaction.
      await attempt.tx.query(
        'INSERT INTO reminder_settings (body_code) SELECT code FROM bodies WHERE code = $1 ON CONFLICT DO NOTHING',
        [code],
      );
      const settings = await attempt.lock(ReminderSettings, code, () => 'true');
      const change = await attempt.permit('body.set-reminders', { body: code }, settings.version);
      settings.kinds = Object.fromEntries(kinds.map((setting) => [setting.kind, ownPart(setting)]));
      await change.save(ReminderSettings, settings, {
        verb: 'set-reminders',
        objectType: 'reminder-settings',
        body: code,
      });
      return readSettings(change.tx, code);
    });
  }
}

function ownPart({ kind: _kind, days, ...own }: ReminderSettingBody): OwnSchedule {
  const given = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...given, ...(days && { days: [...days].sort((a, b) => a - b) }) };
}

async function readSettings(
  database: DataSource | EntityManager,
  code: string,
): Promise<ReminderSettingsView> {
  const [row]: { kinds: ReminderSettings['kinds']; version: number }[] = await database.query(
    `SELECT coalesce(kinds, '{}') AS kinds, coalesce(settings.version, 1) AS version
     FROM bodies LEFT JOIN reminder_settings settings ON body_code = code WHERE code = $1`,
    [code],
  );
  if (!row) throw new NotFound();
  return {
    body: code,
    kinds: REMINDER_KINDS.map((kind) => {
      const own = row.kinds[kind] ?? {};
      const { days, recipients, escalateAfter, urgentFrom } = { ...reminderRules[kind], ...own };
      return {
        kind,
        said: own.said ?? true,
        days: [...days],
        recipients: [...recipients],
        escalateAfter,
        urgentFrom,
        isDefault: Object.keys(own).length === 0,
      };
    }),
    version: row.version,
  };
}
