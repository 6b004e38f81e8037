import { describe, expect, it } from '@jest/globals';
import type { Progress, SignatureProvider } from '../../src/signatures/signature-provider.js';
import { WithinDeadline } from '../../src/signatures/within-deadline.js';

const waiting: Progress = { state: 'waiting', signers: [], paper: null };

/** A provider whose disk hangs until it is let go. */
function hanging() {
  const letGo: (() => void)[] = [];
  const calls = { look: 0, isHung: true };
  const hang = (): Promise<void> => new Promise((done) => letGo.push(done));
  const provider: SignatureProvider = {
    name: 'slow',
    ask: hang,
    look: async () => {
      calls.look += 1;
      if (calls.isHung) await hang();
      return waiting;
    },
    withdraw: hang,
  };
  return { provider: new WithinDeadline(provider, 30), calls, letGo };
}

describe('a provider that does not answer', () => {
  it('is unreachable once the deadline has passed, and is not called again while it hangs', async () => {
    const { provider, calls, letGo } = hanging();
    const unreachable = { code: 'provider-unreachable' };
    await expect(provider.look('1')).rejects.toMatchObject(unreachable);
    const began = performance.now();
    await expect(provider.look('2')).rejects.toMatchObject(unreachable);
    await expect(provider.withdraw('2')).rejects.toMatchObject(unreachable);
    expect(performance.now() - began).toBeLessThan(25);
    expect(calls.look).toBe(1);

    calls.isHung = false;
    for (const done of letGo) done();
    await new Promise((done) => setImmediate(done));
    expect(await provider.look('3')).toEqual(waiting);
  });

  it('says what it says where it answers, also what went wrong', async () => {
    const failing = {
      name: 'x',
      look: () => Promise.reject(new Error('broken')),
    } as unknown as SignatureProvider;
    await expect(new WithinDeadline(failing, 1000).look('1')).rejects.toThrow('broken');
  });
});
