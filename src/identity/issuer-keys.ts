import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { DomainError } from '../rules/problem.js';
import { discoverKeys } from './discover-keys.js';
import { fetchJson, reasonOf } from './fetch-json.js';

/** While the issuer answers, its keys are fetched again after so long: a withdrawn key is trusted no longer. */
const FRESH_MS = 10 * 60_000;
/**
 * While the issuer does not answer, the keys that are held are used for so long: people can work through a night's
 * outage, and whoever cuts the line cannot keep a withdrawn key alive for longer.
 */
const KEPT_MS = 24 * 3_600_000;
/**
 * Shortest time between two attempts to fetch keys: tokens with made-up key ids would otherwise make us ask the issuer
 * without end.
 */
const COOLDOWN_MS = 30_000;
/** The same while no key is held at all: nobody can sign in then, so the issuer is asked more often. */
const COOLDOWN_WITHOUT_KEYS_MS = 5000;

/** The issuer's signing keys: fetched when needed, shared by all requests, kept while the issuer is down. */
@Injectable()
export class IssuerKeys implements OnApplicationBootstrap {
  private readonly log = new Logger(IssuerKeys.name);
  private held: { readonly keys: JWTVerifyGetKey; readonly since: number } | undefined;
  private address: string | undefined;
  private underWay: Promise<void> | undefined;
  private triedAt = -Infinity;
  private failing = false;

  constructor(
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Not waited for: the service starts and is healthy without the issuer. */
  onApplicationBootstrap(): void {
    if (this.settings.OIDC_ISSUER && this.settings.ROLE !== 'worker') void this.refresh(0);
  }

  /** @throws DomainError `unavailable` while there is no key to be had. */
  async current(): Promise<JWTVerifyGetKey> {
    if (this.age > FRESH_MS) {
      const refreshed = this.refresh(this.age > KEPT_MS ? COOLDOWN_WITHOUT_KEYS_MS : COOLDOWN_MS);
      // The issuer did not answer last time: it is asked again in the background, and the keys that are held are used.
      if (this.age > KEPT_MS || !this.failing) await refreshed;
    }
    if (!this.held || this.age > KEPT_MS) throw issuerUnavailable();
    return this.held.keys;
  }

  /** Newer keys than those that lack a key, as after a rotation, if there are any now. */
  async newerThan(keys: JWTVerifyGetKey): Promise<JWTVerifyGetKey | undefined> {
    if (this.held?.keys === keys) await this.refresh(COOLDOWN_MS);
    return this.held?.keys === keys ? undefined : this.held?.keys;
  }

  private get age(): number {
    return this.held ? this.clock.elapsed() - this.held.since : Infinity;
  }

  /** One attempt at a time, whoever asks, and none sooner than the cooldown after the last. Never fails. */
  private async refresh(cooldown: number): Promise<void> {
    if (!this.underWay && this.clock.elapsed() - this.triedAt < cooldown) return;
    this.underWay ??= this.fetch().finally(() => {
      this.underWay = undefined;
    });
    await this.underWay;
  }

  private async fetch(): Promise<void> {
    this.triedAt = this.clock.elapsed();
    try {
      this.address ??= this.settings.OIDC_JWKS_URL ?? (await discoverKeys(this.settings));
      this.held = { keys: keySet(await fetchJson(this.address)), since: this.clock.elapsed() };
      if (this.failing) this.log.log('The keys of the issuer can be fetched again.');
      this.failing = false;
    } catch (failed) {
      // The issuer may publish its keys at another address now: its configuration is read again at the next attempt.
      this.address = undefined;
      if (!this.failing) this.log.warn(`The keys of the issuer cannot be fetched: ${reasonOf(failed)}.`);
      this.failing = true;
    }
  }
}

/** @throws Error for an empty set, so that the keys that are held stay in use. */
function keySet(content: Record<string, unknown>): JWTVerifyGetKey {
  const keys = createLocalJWKSet(content as unknown as JSONWebKeySet);
  if (keys.jwks().keys.length === 0) throw new Error('the set of keys is empty');
  return keys;
}

function issuerUnavailable(): DomainError {
  return new DomainError('unavailable', {
    sv: 'Inloggningstjänsten svarar inte. Försök igen om en stund.',
    en: 'The identity provider does not answer. Try again in a while.',
  });
}
