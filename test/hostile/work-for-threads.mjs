/** What no work of ours does: it is what threads have to survive. */
export const twice = (number) => 2 * number;

export function forever() {
  for (;;);
}

export function hoard() {
  const kept = [];
  for (;;) kept.push(Array.from({ length: 1_000_000 }, () => kept.length));
}

export const die = () => process.exit(1);

export function fail() {
  throw new Error('It went wrong.');
}

/** As work that the machine gives no time to. */
export function wait(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  return 'done';
}
