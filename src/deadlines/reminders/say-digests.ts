import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PromiseDeliveries } from '../../delivery/promise-deliveries.js';
import { digestMessage } from './digest-message.js';

const BATCH = 200;

type Foremost = Parameters<typeof digestMessage>[0];

/** Says the digests that have been gathered: at most one for each recipient and day. */
@Injectable()
export class SayDigests {
  constructor(
    private readonly dataSource: DataSource,
    private readonly promiseDeliveries: PromiseDeliveries,
  ) {}

  async haveBeenSaid(today: string): Promise<boolean> {
    const days: object[] = await this.dataSource.query('SELECT FROM digest_days WHERE day = $1', [today]);
    return days.length > 0;
  }

  /**
   * To be called once everything that is due has been gathered. What a process that died has left
   * behind is said by the next; what was gathered for someone who has had today's waits for tomorrow's.
   */
  async say(today: string): Promise<void> {
    while ((await this.dataSource.transaction((tx) => this.sayBatch(tx, today))) === BATCH);
    await this.dataSource.query('INSERT INTO digest_days (day) VALUES ($1) ON CONFLICT DO NOTHING', [today]);
  }

  private async sayBatch(tx: EntityManager, today: string): Promise<number> {
    const gathered: Foremost[] = await tx.query(GATHERED, [today]);
    await this.promiseDeliveries.promise(tx, gathered.map(digestMessage));
    await tx.query('UPDATE digests SET said_on = $2, delivery_id = id WHERE id = ANY($1)', [
      gathered.map(({ digest_id }) => digest_id),
      today,
    ]);
    return gathered.length;
  }
}

/** Each with its foremost line. */
const GATHERED = `
  SELECT foremost.*, case_id, referral_id FROM digests digest
  CROSS JOIN LATERAL (
    SELECT digest_id, kind, body_code, role, consultation_id, count(*) OVER () AS lines FROM reminders
    WHERE digest_id = digest.id ORDER BY about_on, consultation_id LIMIT 1
  ) foremost
  JOIN consultations ON consultations.id = foremost.consultation_id
  WHERE digest.said_on IS NULL AND NOT EXISTS (SELECT FROM digests earlier
    WHERE earlier.recipient = digest.recipient AND earlier.said_on = $1 AND NOT earlier.urgent)
  ORDER BY digest.recipient LIMIT ${BATCH} FOR UPDATE OF digest SKIP LOCKED`;
