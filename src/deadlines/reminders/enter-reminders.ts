import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PromiseDeliveries } from '../../delivery/promise-deliveries.js';
import type { Role } from '../../rules/actor.js';
import type { ReminderKind } from '../../rules/reminder-kinds.js';
import { digestMessage } from './digest-message.js';

/** Consultations next to each other by id. */
export interface Stretch {
  readonly first: string;
  readonly last: string;
}

/** One reminder to one recipient, as `reminders_due` derives it. */
interface Due {
  readonly consultation_id: string;
  readonly case_id: string;
  readonly referral_id: string | null;
  readonly kind: ReminderKind;
  readonly about_on: string;
  readonly days: number | null;
  readonly recipient: string;
  readonly again: string;
  readonly username: string | null;
  readonly body_code: string;
  readonly role: Role;
  readonly urgent: boolean;
}

type Line = Due & { readonly digest_id: string };

/** Enters what is due in the ledger: urgent lines with the message that says them, all others for the day's digest. */
@Injectable()
export class EnterReminders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  /**
   * Answers how many it entered, or undefined while another process enters, which it does not wait for: that may take
   * longer than a statement may wait for a lock. One process at a time, however many sweep: measured, two at once made
   * people wait twice as long for their answers.
   */
  async enter({ first, last }: Stretch, today: string, gathering: boolean): Promise<number | undefined> {
    return this.dataSource.transaction(async (tx) => {
      const [{ mine }]: [{ mine: boolean }] = await tx.query(
        "SELECT pg_try_advisory_xact_lock(hashtext('yttra reminders')) AS mine",
      );
      if (!mine) return undefined;
      const due: Due[] = await tx.query(DUE, [today, first, last, gathering]);
      if (due.length === 0) return 0;
      const lines = [...intoUrgentMessages(due), ...(await this.intoDigests(due))];
      const entered = await enterInLedger(tx, lines, today);
      await this.sayUrgent(tx, entered, today);
      return entered.length;
    });
  }

  /**
   * The digests being gathered are made in a statement of their own: held until the ledger is
   * written, two processes that need the same ones in another order would wait for each other.
   */
  private async intoDigests(due: readonly Due[]): Promise<Line[]> {
    const lines = due.filter(({ urgent }) => !urgent);
    if (lines.length === 0) return [];
    await this.dataSource.query(BEGIN_DIGESTS, [JSON.stringify(lines)]);
    const digests: { id: string; recipient: string }[] = await this.dataSource.query(
      'SELECT id, recipient FROM digests WHERE said_on IS NULL AND recipient = ANY($1)',
      [[...new Set(lines.map(({ recipient }) => recipient))]],
    );
    const idOf = new Map(digests.map(({ id, recipient }) => [recipient, id]));
    // One that was said between the two statements is not there: its lines are due again next time.
    return lines.flatMap((line) => {
      const digest_id = idOf.get(line.recipient);
      return digest_id === undefined ? [] : { ...line, digest_id };
    });
  }

  /** One message for each recipient, however many lines it has. */
  private async sayUrgent(tx: EntityManager, entered: readonly Line[], today: string): Promise<void> {
    const messages = new Map<string, Line[]>();
    for (const line of entered.filter(({ urgent }) => urgent)) {
      messages.set(line.digest_id, [...(messages.get(line.digest_id) ?? []), line]);
    }
    if (messages.size === 0) return;
    const foremost = [...messages.values()].map((lines) => ({ ...lines[0]!, lines: lines.length }));
    await tx.query(SAID_AT_ONCE, [JSON.stringify(foremost), today]);
    await this.promiseDeliveries.promise(tx, foremost.map(digestMessage));
  }
}

function intoUrgentMessages(due: readonly Due[]): Line[] {
  const idOf = new Map<string, string>();
  return due
    .filter(({ urgent }) => urgent)
    .map((line) => {
      const digest_id = idOf.get(line.recipient) ?? randomUUID();
      idOf.set(line.recipient, digest_id);
      return { ...line, digest_id };
    });
}

async function enterInLedger(tx: EntityManager, lines: readonly Line[], today: string): Promise<Line[]> {
  const keyOf = (line: Pick<Line, 'consultation_id' | 'kind' | 'days' | 'recipient'>) =>
    [line.consultation_id, line.kind, line.days, line.recipient].join(' ');
  const entered: Line[] = await tx.query(ENTER_IN_LEDGER, [JSON.stringify(lines), today]);
  const won = new Set(entered.map(keyOf));
  return lines.filter((line) => won.has(keyOf(line)));
}

/** The earliest date first: the first line of a message stands for it. Nobody is reminded of what they may not see. */
const DUE = `
  SELECT due.*, case_id, referral_id FROM reminders_due($1, $2, $3) due
  JOIN consultations ON consultations.id = due.consultation_id
  WHERE urgent OR $4
  ORDER BY about_on, due.consultation_id`;

const LINES = `jsonb_to_recordset($1::jsonb) AS line (consultation_id uuid, kind text, about_on date, days int,
    recipient text, again date, username text, body_code text, role text, digest_id uuid)`;

const BEGIN_DIGESTS = `
  INSERT INTO digests (id, recipient, username, body_code, role, urgent)
  SELECT DISTINCT ON (recipient) gen_random_uuid(), recipient, username, body_code, role, false FROM ${LINES}
  ORDER BY recipient
  ON CONFLICT (recipient) WHERE said_on IS NULL DO NOTHING`;

/** In one order in every process, so that two that meet wait for each other and never deadlock. */
const ENTER_IN_LEDGER = `
  INSERT INTO reminders (consultation_id, kind, about_on, days, recipient, again, username, body_code, role, digest_id,
    said_on)
  SELECT consultation_id, kind, about_on, days, recipient, again, username, body_code, role, digest_id, $2 FROM ${LINES}
  ORDER BY consultation_id, kind, days, recipient
  ON CONFLICT DO NOTHING
  RETURNING consultation_id, kind, days, recipient`;

const SAID_AT_ONCE = `
  INSERT INTO digests (id, recipient, username, body_code, role, urgent, said_on, delivery_id)
  SELECT digest_id, recipient, username, body_code, role, true, $2, digest_id FROM ${LINES}`;
