import { randomUUID } from 'node:crypto';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An address at which a calendar program reads deadlines and meetings. */
@Entity('calendar_feeds')
export class CalendarFeed {
  @PrimaryColumn('uuid') readonly id: string = randomUUID();

  /** Whoever knows the secret reads the feed; this is all that is kept of it. */
  @Column('text', { name: 'secret_sha256' }) readonly secretSha256!: string;

  /** Null for a person's own. */
  @Column('text', { nullable: true }) bodyCode: string | null = null;

  /** Who made it: their rights decide, at each fetch, what it shows. */
  @Column('text') username!: string;

  @Column('text', { nullable: true }) name: string | null = null;

  @Column('timestamptz') createdAt!: Date;

  @Column('integer') version = 1;
}
