import { setTimeout as sleep } from 'node:timers/promises';
import {
  ProviderFailed,
  type PaperToSign,
  type Progress,
  type SignatureProvider,
} from './signature-provider.js';

/**
 * A provider of which no call is waited for longer than so long: one whose disk hangs would hold all other requests. A call
 * that hangs cannot be ended, so while there is one the others are answered at once, and no more of them hang.
 */
export class WithinDeadline implements SignatureProvider {
  readonly name: string;
  private hanging = 0;

  constructor(
    private readonly provider: SignatureProvider,
    private readonly mostMs: number,
  ) {
    this.name = provider.name;
  }

  ask(paper: PaperToSign): Promise<void> {
    return this.inTime(() => this.provider.ask(paper));
  }

  look(id: string): Promise<Progress> {
    return this.inTime(() => this.provider.look(id));
  }

  withdraw(id: string): Promise<void> {
    return this.inTime(() => this.provider.withdraw(id));
  }

  /** @throws ProviderFailed */
  private async inTime<T>(call: () => Promise<T>): Promise<T> {
    if (this.hanging > 0) throw new ProviderFailed('provider-unreachable');
    const answered = new AbortController();
    const answer = call();
    const deadline = sleep(this.mostMs, 'late' as const, { signal: answered.signal, ref: false });
    try {
      const first = await Promise.race([answer, deadline]);
      if (first !== 'late') return first;
    } finally {
      answered.abort();
      deadline.catch(() => undefined);
    }
    this.hanging += 1;
    const ended = () => void (this.hanging -= 1);
    answer.then(ended, ended);
    throw new ProviderFailed('provider-unreachable');
  }
}
