import { Resolver } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import { Injectable } from '@nestjs/common';

const PATIENCE = { timeout: 2000, tries: 2 };

/**
 * Asks the name servers for every address of a host. Not the system's own lookup: that reads the hosts
 * file, which names what is private, and a name server that hangs would block the threads that files use.
 */
@Injectable()
export class ResolveHost {
  /** @throws the name server's error when there is no address at all. */
  async resolve(host: string): Promise<LookupAddress[]> {
    const resolver = new Resolver(PATIENCE);
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    if (ipv4.status === 'rejected' && ipv6.status === 'rejected') throw ipv4.reason;
    return [
      ...(ipv4.status === 'fulfilled' ? ipv4.value : []).map((address) => ({ address, family: 4 })),
      ...(ipv6.status === 'fulfilled' ? ipv6.value : []).map((address) => ({ address, family: 6 })),
    ];
  }
}
