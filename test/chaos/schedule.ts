import { setTimeout as pause } from 'node:timers/promises';
import type { Seeded } from '../support/seeded.js';

/** Something that can be ended and frozen, and comes back where it was. */
export interface Victim {
  readonly name: string;
  kill(): Promise<void>;
  revive(): Promise<void>;
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** One thing after another is killed or frozen, for a while, until the time is out; the seed says which, how and how long. */
export async function wreak(
  victims: readonly Victim[],
  random: Seeded,
  until: number,
  say: (line: string) => void,
): Promise<number> {
  let faults = 0;
  while (Date.now() < until) {
    await pause(1000 + random.below(4000));
    const victim = random.pick(victims);
    const down = 300 + random.below(5000);
    const kills = random.below(3) > 0;
    say(`${kills ? 'kills' : 'freezes'} ${victim.name} for ${down} ms`);
    faults += 1;
    if (kills) {
      await victim.kill();
      await pause(down);
      await victim.revive();
    } else {
      await victim.freeze();
      await pause(down);
      await victim.thaw();
    }
  }
  return faults;
}
