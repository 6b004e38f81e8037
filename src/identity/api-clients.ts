import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import type { Actor } from '../rules/actor.js';
import { Assurance } from '../rules/assurance.js';
import { ClientActor } from '../rules/client-actor.js';
import { scopesInForce } from '../rules/client-rights.js';
import type { GivenScope } from '../rules/client-scopes.js';
import { answeringActors, answeringFor, keyIsKept, type Answering } from './answering.js';
import { parsedApiKey, provesSecret } from './api-key.js';
import { Unauthenticated } from './unauthenticated.js';

/** A revoked key works no longer than this, however long the installation remembers an identity. */
const REMEMBERED_MS = 60_000;

interface KeyRow {
  readonly prefix: string;
  readonly secret_sha256: string;
  readonly client_id: string;
  readonly name: string;
  readonly scopes: readonly GivenScope[];
  readonly answering: readonly Answering[];
  readonly acr: readonly string[];
  readonly expires_at: Date;
  readonly usable: boolean;
  readonly unnoted: boolean;
}

/** Turns the key of another system into the client it was given to. */
@Injectable()
export class ApiClients {
  private next: { readonly prefixes: Set<string>; readonly rows: Promise<Map<string, KeyRow>> } | undefined;
  private underWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The client may do what those who answer for it may do at this moment.
   *
   * @throws Unauthenticated for a key that is unknown, wrong, expired or revoked, whose client is deactivated, or that
   *   nobody answers for any more. The answer does not say which of these it was: that would tell a guesser that the
   *   client exists.
   */
  async verify(text: string): Promise<{ actor: Actor; expiresAt: number }> {
    const key = parsedApiKey(text);
    if (!key) throw new Unauthenticated();
    const now = this.clock.now();
    const row = await this.lookUp(key.prefix);
    if (!provesSecret(key.secret, row?.secret_sha256) || !row) throw new Unauthenticated();
    if (!row.usable) throw new Unauthenticated(`client:${row.client_id}`);
    const scopes = scopesInForce(row.scopes, answeringActors(row.answering), now);
    if (scopes.length === 0) throw new Unauthenticated(`client:${row.client_id}`);
    if (row.unnoted) this.noteUse(key.prefix, now);
    const assurance = new Assurance(row.acr, this.settings.ACR_REQUIRED);
    const actor = new ClientActor(row.client_id, row.name, scopes, assurance);
    const left = Math.min(row.expires_at.getTime() - now.getTime(), REMEMBERED_MS);
    return { actor, expiresAt: Date.now() + left };
  }

  /**
   * Keys that come while others are looked up wait and are looked up together: however many are guessed, they
   * occupy one connection, and so a key that is good need not be refused because of them.
   */
  private async lookUp(prefix: string): Promise<KeyRow | undefined> {
    this.next ??= { prefixes: new Set(), rows: this.underWay.then(() => this.lookUpWaiting()) };
    const { prefixes, rows } = this.next;
    prefixes.add(prefix);
    return (await rows).get(prefix);
  }

  private async lookUpWaiting(): Promise<Map<string, KeyRow>> {
    const { prefixes, rows } = this.next!;
    this.next = undefined;
    this.underWay = rows.then(
      () => undefined,
      () => undefined,
    );
    const found: KeyRow[] = await this.dataSource.query(KEYS, [[...prefixes], this.clock.now()]);
    return new Map(found.map((row) => [row.prefix, row]));
  }

  /** Runs beside the requests and is not awaited; where it fails, the next use of the key a minute later writes it. */
  private noteUse(prefix: string, now: Date): void {
    void this.dataSource.query(NOTE_USE, [prefix, now]).catch(() => undefined);
  }
}

const UNNOTED = `(last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')`;

const KEYS = `
  SELECT prefix, secret_sha256, client_id, client.name, client.scopes, expires_at, acr, ${UNNOTED} AS unnoted,
    ${answeringFor('client')} AS answering,
    client.active AND revoked_at IS NULL AND expires_at > $2::timestamptz AND ${keyIsKept('key', 'client')} AS usable
  FROM api_client_keys key JOIN api_clients client ON client.id = client_id WHERE prefix = ANY($1)`;

const NOTE_USE = `
  UPDATE api_client_keys SET last_used_at = $2 WHERE prefix = (
    SELECT prefix FROM api_client_keys WHERE prefix = $1 AND ${UNNOTED} FOR NO KEY UPDATE SKIP LOCKED)`;
