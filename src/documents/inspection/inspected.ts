import { performance } from 'node:perf_hooks';
import { HarmfulFile } from './harmful-file.js';

export const INSPECTED = ['whole', 'partly', 'not'] as const;
export const NOT_INSPECTED_FOR = ['encrypted', 'too-large', 'received-before'] as const;

/** How much of a file could be looked into for what might harm its reader, and what stood in the way of the rest. */
export interface Inspection {
  readonly inspected: (typeof INSPECTED)[number];
  readonly notInspectedFor: (typeof NOT_INSPECTED_FOR)[number] | null;
}

export const WHOLE: Inspection = { inspected: 'whole', notInspectedFor: null };

const LONGEST_SECONDS = 30;

/** Ends a look at a file that takes too long: asked after each piece. */
export class Deadline {
  private readonly at = performance.now() + LONGEST_SECONDS * 1000;

  /** @throws HarmfulFile */
  check(): void {
    if (performance.now() > this.at) throw new HarmfulFile('too-slow-to-inspect');
  }
}
