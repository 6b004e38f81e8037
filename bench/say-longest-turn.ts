import { openSync, readSync } from 'node:fs';

/**
 * Loaded into a process beside what it does (`--import`): told so by SIGUSR2 it says the longest turns of its event loop since
 * it was told last, by what its own thread worked and by the clock. What its other threads and the rest of a busy machine took
 * counts in the latter only. Linux says what a thread has worked, to a tick or so (4 ms).
 */
const said = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
const bytes = Buffer.alloc(64);
const workedMs = (): number =>
  Number(bytes.toString('latin1', 0, readSync(said, bytes, 0, bytes.length, 0)).split(' ', 1)[0]) / 1e6;

let longest = { worked: 0, clock: 0 };
let began = performance.now();
let before = workedMs();
setInterval(() => {
  longest = {
    worked: Math.max(longest.worked, workedMs() - before),
    clock: Math.max(longest.clock, performance.now() - began),
  };
  began = performance.now();
  before = workedMs();
}, 1).unref();
process.on('SIGUSR2', () => {
  const { worked, clock } = longest;
  console.log(
    `  its longest turn: ${worked.toFixed(0)} ms of its own work, ${clock.toFixed(0)} ms by the clock`,
  );
  longest = { worked: 0, clock: 0 };
});
