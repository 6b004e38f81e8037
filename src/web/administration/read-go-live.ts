import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../config/clock.js';
import { SETTINGS, type Settings } from '../../config/settings.js';
import { actingAsTheService } from '../../database/acting.js';
import { IssuerSignIn } from '../../identity/issuer-sign-in.js';

/** A body that lacks something. */
export interface Lacking {
  readonly code: string;
  readonly name: string;
}

/** How far a municipality has come with its start, counted in what there is. */
export interface GoLive {
  readonly administrators: number;
  /** Boards and others that decide. */
  readonly bodies: number;
  readonly signsInAtIssuer: boolean;
  /** People with a role besides the administrator's. */
  readonly people: number;
  /** Bodies that have nobody who registers, neither their own nor another body's. */
  readonly withoutRegistrar: readonly Lacking[];
  readonly series: number;
  /** Boards without a meeting to come. */
  readonly withoutMeetings: readonly Lacking[];
  readonly referrals: number;
  /** Whether the accessibility statement says whom to turn to. */
  readonly namesAccessibilityContact: boolean;
}

@Injectable()
export class ReadGoLive {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly issuer: IssuerSignIn,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Counts and names of bodies alone: nothing of any matter. */
  async read(): Promise<GoLive> {
    const [counted]: [Omit<GoLive, 'signsInAtIssuer' | 'namesAccessibilityContact'>] =
      await actingAsTheService(() => this.dataSource.query(COUNTED, [this.clock.today()]));
    const { ACCESSIBILITY_EMAIL, publisher, demo } = this.settings;
    return {
      ...counted,
      signsInAtIssuer: this.issuer.isOffered || demo,
      namesAccessibilityContact: Boolean(ACCESSIBILITY_EMAIL || publisher?.email),
    };
  }
}

const COUNTED = `
  SELECT (SELECT count(*)::int FROM people WHERE municipal_administrator AND active) AS administrators,
    (SELECT count(*)::int FROM bodies WHERE active AND kind IN ('executive-board', 'council', 'board')) AS bodies,
    (SELECT count(DISTINCT username)::int FROM roles JOIN people USING (username)
     WHERE active AND role <> 'administrator') AS people,
    (SELECT coalesce(json_agg(json_build_object('code', code, 'name', name) ORDER BY name COLLATE sv_numbers), '[]') FROM bodies body
     WHERE active AND kind IN ('executive-board', 'board') AND register_kept_by IS NULL AND NOT EXISTS (
       SELECT FROM roles JOIN people USING (username)
       WHERE body_code = body.code AND role = 'registrar' AND people.active)) AS "withoutRegistrar",
    (SELECT count(DISTINCT register_code)::int FROM case_number_series) AS series,
    (SELECT coalesce(json_agg(json_build_object('code', code, 'name', name) ORDER BY name COLLATE sv_numbers), '[]') FROM bodies body
     WHERE active AND kind IN ('executive-board', 'board') AND NOT EXISTS (
       SELECT FROM meetings WHERE body_code = body.code AND meets_on >= $1::date)) AS "withoutMeetings",
    (SELECT count(*)::int FROM (SELECT FROM referrals WHERE state <> 'draft' LIMIT 1000) sent) AS referrals`;
