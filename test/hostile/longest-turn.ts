import { setTimeout as pause } from 'node:timers/promises';

/**
 * The longest turn of this process's event loop while something was done, in milliseconds that the process worked.
 * What other processes of a busy machine took meanwhile is left out: node:perf_hooks would count it.
 */
export async function longestTurnOf(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let began = performance.now();
  let worked = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(worked);
    longest = Math.max(longest, Math.min(performance.now() - began, (user + system) / 1000));
    began = performance.now();
    worked = process.cpuUsage();
  }, 1);
  try {
    await work();
    await pause(20); // what stood still is counted once it runs again
  } finally {
    clearInterval(timer);
  }
  return longest;
}
