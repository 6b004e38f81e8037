import { describe, expect, it } from '@jest/globals';
import { RecentActors } from '../../src/identity/recent-actors.js';
import { Actor } from '../../src/rules/actor.js';

const anna = new Actor('anna', 'Anna', {});
const inAnHour = () => Date.now() + 3_600_000;

describe('the actors that tokens named a moment ago', () => {
  it('are known again by the same token only', () => {
    const recent = new RecentActors(5);
    recent.remember('a.b.c', anna, inAnHour());
    expect([recent.recall('a.b.c'), recent.recall('a.b.C')]).toEqual([anna, undefined]);
  });

  it('are not found by whoever looks for tokens in memory', () => {
    const recent = new RecentActors(5);
    recent.remember('hemlig.hemlig.hemlig', anna, inAnHour());
    expect([...recent['byToken'].keys()].join()).not.toContain('hemlig');
  });

  it('are forgotten with their token', () => {
    const recent = new RecentActors(5);
    recent.remember('a.b.c', anna, Date.now() - 1);
    expect([recent.recall('a.b.c'), recent.size]).toEqual([undefined, 0]);
  });

  it('are forgotten in time, though the clock is set back', () => {
    let elapsed = 0;
    const recent = new RecentActors(5, () => elapsed);
    recent.remember('a.b.c', anna, inAnHour());
    elapsed = 4999;
    expect(recent.recall('a.b.c')).toBe(anna);
    elapsed = 5001;
    expect(recent.recall('a.b.c')).toBeUndefined();
  });

  it('are not remembered where that is turned off', () => {
    const recent = new RecentActors(0);
    recent.remember('a.b.c', anna, inAnHour());
    expect(recent.size).toBe(0);
  });

  it('are no more than five thousand, the oldest forgotten first', () => {
    const recent = new RecentActors(60);
    for (let n = 0; n < 20_000; n++) recent.remember(`token-${n}`, anna, inAnHour());
    expect([recent.size, recent.recall('token-0'), recent.recall('token-19999')]).toEqual([
      5000,
      undefined,
      anna,
    ]);
  });
});
