import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { SETTINGS, type Settings } from '../config/settings.js';

/** Headers by which a proxy says for whom it asks. */
const FORWARDED = ['forwarded', 'x-forwarded-for'] as const;
const WARNED_EVERY_MS = 3_600_000;

/**
 * Whether an address is a proxy that the operator has named. A forwarded address is believed from such a one only.
 *
 * @param named addresses and networks, as TRUSTED_PROXIES has them.
 */
export function trustedBy(named: readonly string[]): (address: string) => boolean {
  const ranges = named.map((network) =>
    network.includes('/') ? ipaddr.parseCIDR(network) : ([ipaddr.process(network), undefined] as const),
  );
  return (address) => {
    if (!ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return ranges.some(([range, bits]) => {
      if (range.kind() !== parsed.kind()) return false;
      return parsed.match([range, bits ?? range.toByteArray().length * 8] as [ipaddr.IPv4, number]);
    });
  };
}

/**
 * Counts requests that say for whom they were forwarded although nobody named their sender in TRUSTED_PROXIES. A
 * proxy that is not named makes all who come through it share one address and its limits. Anyone can send such a
 * header, so it is told to the operator and takes nothing away.
 */
@Injectable()
export class UnnamedProxies {
  private readonly log = new Logger(UnnamedProxies.name);
  private readonly isTrusted: (address: string) => boolean;
  private requests = 0;
  private lastAt: Date | null = null;
  private warnedAt = -Infinity;

  constructor(@Inject(SETTINGS) { TRUSTED_PROXIES }: Settings) {
    this.isTrusted = trustedBy(TRUSTED_PROXIES);
  }

  /** What this process has seen since it started. Without addresses: readiness may be read by many. */
  get seen(): { requests: number; lastAt: string | null } {
    return { requests: this.requests, lastAt: this.lastAt?.toISOString() ?? null };
  }

  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      this.look(request);
      done();
    });
  }

  private look({ raw }: FastifyRequest): void {
    if (FORWARDED.every((name) => raw.headers[name] === undefined)) return;
    const { remoteAddress = '' } = raw.socket;
    if (this.isTrusted(remoteAddress)) return;
    this.requests += 1;
    this.lastAt = new Date();
    if (performance.now() - this.warnedAt < WARNED_EVERY_MS) return;
    this.warnedAt = performance.now();
    this.log.warn(
      `${remoteAddress} forwards requests and is not in TRUSTED_PROXIES: if it is your proxy, all behind it share one address.`,
    );
  }
}
