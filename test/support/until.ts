import { setTimeout as pause } from 'node:timers/promises';

/** Waits for something that happens in the background, also on a busy machine; fails with what it saw last. */
export async function until<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  milliseconds = 60_000,
): Promise<T> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > deadline)
      throw new Error(`Still not so after ${milliseconds} ms: ${JSON.stringify(value)}`);
    await pause(20);
  }
}
