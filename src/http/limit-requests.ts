import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import type { Settings } from '../config/settings.js';
import { Unauthenticated } from '../identity/unauthenticated.js';
import type { Actor } from '../rules/actor.js';
import { DomainError } from '../rules/problem.js';
import type { Texts } from '../rules/texts.js';
import { TokenBuckets } from './token-buckets.js';

const MOST_PROVEN = 10_000;

/** Too much, too fast. The answer says when to come back. */
export class TooManyRequests extends DomainError {
  constructor(
    readonly retryAfterSeconds: number,
    what: Texts = { sv: 'För många anrop.', en: 'Too many requests.' },
  ) {
    super('too-many-requests', {
      sv: `${what.sv} Försök igen om ${retryAfterSeconds} s.`,
      en: `${what.en} Try again in ${retryAfterSeconds} s.`,
    });
  }
}

/**
 * How much one address and one principal may ask of this process in a minute, and how often sign-ins from
 * one address may fail, which is far less often.
 */
export class RequestLimits {
  private readonly addresses: TokenBuckets;
  private readonly failures: TokenBuckets;
  private readonly principals: TokenBuckets;
  private readonly proven = new Set<string>();

  constructor(settings: Settings) {
    this.addresses = new TokenBuckets(settings.REQUESTS_PER_MINUTE_PER_ADDRESS);
    this.failures = new TokenBuckets(settings.FAILED_SIGN_INS_PER_MINUTE);
    this.principals = new TokenBuckets(settings.REQUESTS_PER_MINUTE);
  }

  /** @throws TooManyRequests before anything else is looked at. */
  arrive(address: string): void {
    spend(this.addresses, networkOf(address));
  }

  /**
   * A whole town hall may share an address: once too many sign-ins from it have failed, only those whose
   * credentials this process knows are let in, so that one forgotten program does not lock out everyone.
   *
   * @throws TooManyRequests without looking at the credentials.
   */
  async signIn(
    address: string,
    credentials: string | undefined,
    identify: () => Promise<Actor>,
  ): Promise<Actor> {
    const from = networkOf(address);
    const fingerprint = createHash('sha256')
      .update(credentials ?? '')
      .digest('base64');
    if (!this.proven.has(fingerprint)) refuse(this.failures.wait(from));
    const actor = await identify().catch((error: unknown) => {
      if (error instanceof Unauthenticated) this.failures.charge(from);
      this.proven.delete(fingerprint);
      throw error;
    });
    this.remember(fingerprint);
    spend(this.principals, actor.username);
    return actor;
  }

  private remember(fingerprint: string): void {
    this.proven.add(fingerprint);
    if (this.proven.size > MOST_PROVEN) this.proven.delete(this.proven.values().next().value!);
  }
}

function spend(buckets: TokenBuckets, key: string): void {
  refuse(buckets.wait(key));
  buckets.charge(key);
}

function refuse(seconds: number): void {
  if (seconds > 0) throw new TooManyRequests(seconds);
}

/** Who has one IPv6 address has all of its /64. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
