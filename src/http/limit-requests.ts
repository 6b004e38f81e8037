import ipaddr from 'ipaddr.js';
import type { Settings } from '../config/settings.js';
import type { Proven } from '../identity/identify.js';
import { Unauthenticated } from '../identity/unauthenticated.js';
import type { Actor } from '../rules/actor.js';
import { TooManyRequests } from '../rules/problem.js';
import { TokenBuckets } from './token-buckets.js';

/**
 * How much one address and one principal may ask of this process in a minute, and how often sign-ins may fail,
 * which is far less often. Whoever signs in is counted by name and no longer by address: all of a town hall, or
 * all the world where the proxy is not named, may share an address with whoever floods the service.
 */
export class RequestLimits {
  private readonly addresses: TokenBuckets;
  private readonly failures: TokenBuckets;
  private readonly principals: TokenBuckets;

  constructor(settings: Settings) {
    this.addresses = new TokenBuckets(settings.REQUESTS_PER_MINUTE_PER_ADDRESS);
    this.failures = new TokenBuckets(settings.FAILED_SIGN_INS_PER_MINUTE);
    this.principals = new TokenBuckets(settings.REQUESTS_PER_MINUTE);
  }

  /**
   * Counts a request that nobody signs in for.
   *
   * @throws TooManyRequests before anything else is looked at.
   */
  arrive(address: string): void {
    spend(this.addresses, networkOf(address));
  }

  /**
   * Credentials are proven before anything is counted, so that no failure of others refuses good ones. Proving a
   * token is computing only, and all keys that come at once share one look into the database.
   *
   * @throws TooManyRequests when this principal has asked too often, or too many sign-ins have failed: of the one
   *   whom a signed token names, or else of the address.
   */
  async signIn(address: string, prove: () => Promise<Proven>): Promise<Actor> {
    const proven = await prove().catch((error: unknown) => this.refuse(error, address));
    spend(this.principals, proven.principal);
    return proven.actor().catch((error: unknown) => this.refuse(error, address, proven.principal));
  }

  /** @throws always: the failure it was given, or TooManyRequests where too many sign-ins have failed. */
  private refuse(error: unknown, address: string, named?: string): never {
    if (!(error instanceof Unauthenticated)) throw error;
    const principal = named ?? error.principal;
    if (principal === undefined) this.arrive(address);
    spend(this.failures, principal === undefined ? networkOf(address) : `@${principal}`);
    throw error;
  }
}

function spend(buckets: TokenBuckets, key: string): void {
  refuse(buckets.wait(key));
  buckets.charge(key);
}

function refuse(seconds: number): void {
  if (seconds > 0) throw new TooManyRequests(seconds);
}

/** IPv6 addresses are counted by their first 64 bits, since whoever has one address usually has that whole network. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
