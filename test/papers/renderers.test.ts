import { readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Paper } from '../../src/papers/paper.js';
import type { Renderers } from '../../src/papers/renderers.js';
import { heading } from '../../src/papers/parts.js';
import { everyPart, killedTwice, renderersWith } from '../support/papers.js';
import { until } from '../support/until.js';
import { templateWith } from '../support/word-templates.js';

let renderers: Renderers;
const started = (env: Record<string, string> = {}) => (renderers = renderersWith(env));
afterEach(() => renderers.onApplicationShutdown());

const onLinux = process.platform === 'linux' ? it : it.skip;
/** Some two hundred pages. */
const long: Paper = {
  ...everyPart,
  blocks: [{ is: 'text', text: `${'En mening som går igen i en lång text. '.repeat(40)}\n\n`.repeat(400) }],
};
const workAt = async () => {
  const [pid] = await until(
    async () => renderers.pids,
    (pids) => pids.length > 0,
  );
  return pid!;
};

describe('renderers of papers', () => {
  it('lose nothing when one is killed in the middle of a paper: another takes its place', async () => {
    started();
    const written = renderers.write(long, 'pdf');
    const killed = await workAt();
    process.kill(killed, 'SIGKILL');
    expect((await written).bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(renderers.pids).not.toContain(killed);
  });

  onLinux(
    'lose nothing when all are killed at once: what waited for work is not given any more',
    async () => {
      started();
      for (let times = 0; times < 3; times += 1) {
        await Promise.all([long, everyPart].map((each) => renderers.write(each, 'pdf')));
        const pids = renderers.pids;
        expect(pids).toHaveLength(2);
        const written = renderers.write(long, 'pdf');
        for (const pid of pids) process.kill(pid, 'SIGKILL');
        // Both have ended before the service hears of either.
        while (pids.some((pid) => !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))) continue;
        expect((await written).bytes.subarray(0, 5).toString()).toBe('%PDF-');
      }
    },
  );

  it('are replaced when one has died while it waited for work', async () => {
    started({ PAPER_RENDERERS: '1' });
    for (let times = 0; times < 2; times += 1) {
      await renderers.write(everyPart, 'txt');
      process.kill(renderers.pids[0]!, 'SIGKILL');
      await until(
        async () => renderers.pids,
        (pids) => pids.length === 0,
      );
    }
    expect((await renderers.write(everyPart, 'txt')).bytes.length).toBeGreaterThan(0);
  });

  it('are ended when a paper takes longer than it may, and the next paper gets a new one', async () => {
    started({ PAPER_SECONDS: '0.05' });
    await expect(renderers.write(long, 'pdf')).rejects.toMatchObject({ slug: 'too-demanding' });
    await until(
      async () => renderers.pids,
      (pids) => pids.length === 0,
    );
  });

  onLinux(
    'say so where none can be started, to everybody who waits, and work again when one can',
    async () => {
      started({ PAPER_RENDERERS: '1' });
      await renderers.write(everyPart, 'txt');
      const pid = await workAt();
      const folder = dirname(readlinkSync(`/proc/${pid}/cwd`));
      const asked = [renderers.write(long, 'pdf'), renderers.write(everyPart, 'txt')];
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'in the way');
      process.kill(pid, 'SIGKILL');
      for (const settled of await Promise.allSettled(asked))
        expect(settled).toMatchObject({ status: 'rejected', reason: { slug: 'unavailable' } });
      rmSync(folder);
      expect((await renderers.write(everyPart, 'txt')).bytes.length).toBeGreaterThan(0);
    },
  );

  it('make nobody wait once they are stopped, and begin nothing more', async () => {
    started({ PAPER_RENDERERS: '1' });
    const asked = [renderers.write(long, 'pdf'), renderers.write(everyPart, 'txt')];
    renderers.stop();
    for (const settled of await Promise.allSettled(asked))
      expect(settled).toMatchObject({ status: 'rejected', reason: { slug: 'unavailable' } });
    await expect(renderers.write(everyPart, 'txt')).rejects.toMatchObject({ slug: 'unavailable' });
    await until(
      async () => renderers.pids,
      (pids) => pids.length === 0,
    );
  });

  it('write short papers while a long one takes its time', async () => {
    started();
    const order: string[] = [];
    await Promise.all([
      ...[1, 2].map(() => renderers.write(long, 'pdf').then(() => order.push('long'))),
      ...[1, 2, 3].map(() => renderers.write(everyPart, 'txt').then(() => order.push('short'))),
    ]);
    expect(order).toEqual(['short', 'short', 'short', 'long', 'long']);
  });

  it('say of a template in which two of them have died that it is too demanding, and of a paper that was killed that it waits', async () => {
    started({ PAPER_RENDERERS: '1' });
    const nested = templateWith(['{#delar}'.repeat(12) + '{rubrik}' + '{/delar}'.repeat(12)]);
    const parts = Array.from({ length: 10 }, (_, at) => heading(`Del ${at}`));
    const killed = (work: () => Promise<unknown>) =>
      killedTwice(renderers, () => work().catch((error: unknown) => error));
    expect(await killed(() => renderers.fill(nested, { ...everyPart, blocks: parts }))).toMatchObject({
      slug: 'too-demanding',
    });
    const written = () => renderers.write(long, 'pdf').catch((error: unknown) => error);
    expect(await killed(written)).toMatchObject({ slug: 'unavailable' });
    // As one ends that has filled its heap: nobody has killed it, and it would do so again.
    expect(await killedTwice(renderers, written, 'SIGABRT')).toMatchObject({ slug: 'too-demanding' });
  });

  onLinux('know nothing of the service: no secret, no folder of its, no connection', async () => {
    started();
    await renderers.write(everyPart, 'pdf');
    const pid = await workAt();
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean);
    expect(environment.map((variable) => variable.split('=')[0]).sort()).toEqual([
      'FONTCONFIG_FILE',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
    ]);
  });

  onLinux('stay the same size over some hundred papers', async () => {
    started({ PAPER_RENDERERS: '1' });
    const size = () => Number(readFileSync(`/proc/${renderers.pids[0]}/statm`, 'utf8').split(' ')[1]) * 4096;
    const write = async (papers: number) => {
      for (let at = 0; at < papers; at += 1)
        await renderers.write({ ...everyPart, title: `Nummer ${at}` }, 'pdf');
      return size();
    };
    const afterFifty = await write(50);
    // Without the eviction of what Typst remembers it would be some 400 MB more.
    expect((await write(300)) - afterFifty).toBeLessThan(80 * 1024 * 1024);
  });
});
