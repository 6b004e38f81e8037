/**
 * Loaded into a process beside what it does (`--import`): told so by SIGUSR2 it says the longest turn of its event loop since
 * it was told last, in milliseconds that the process itself worked. What others of a busy machine took is left out.
 */
let longest = 0;
let began = performance.now();
let worked = process.cpuUsage();
setInterval(() => {
  const { user, system } = process.cpuUsage(worked);
  longest = Math.max(longest, Math.min(performance.now() - began, (user + system) / 1000));
  began = performance.now();
  worked = process.cpuUsage();
}, 1).unref();
process.on('SIGUSR2', () => {
  console.log(`  its longest turn, of its own work: ${longest.toFixed(0)} ms`);
  longest = 0;
});
