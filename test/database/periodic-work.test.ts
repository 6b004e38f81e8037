import { afterEach, describe, expect, it } from '@jest/globals';
import { failingRounds, PeriodicWork } from '../../src/database/periodic-work.js';
import { until } from '../support/until.js';

let work: PeriodicWork;
afterEach(() => work.stop());

describe('work that is done again and again', () => {
  it('counts the rounds that fail in a row, until one goes well', async () => {
    let isBroken = true;
    work = new PeriodicWork('Broken for a while', async () => {
      if (isBroken) throw new Error('broken on purpose');
    });
    work.start(0.02);
    const counted = async () => failingRounds().get('Broken for a while');
    await until(counted, (rounds) => (rounds ?? 0) >= 2);
    isBroken = false;
    await until(counted, (rounds) => rounds === undefined);
    expect([...failingRounds().keys()]).not.toContain('Broken for a while');
  });
});
