import { oneLine } from './text.js';

/** Letters of Swedish names and numbers, and what stands on a keyboard. Another script has letters that look like these. */
const READABLE = /^[\x20-\x7eÅÄÖåäöÉéÜü§‐-―]+$/u;

/** A number as it is written down: what cannot be seen is left out. */
export const writtenNumber = (number: string): string => oneLine(number.normalize('NFKC'));

/** Whether everyone who reads the number can write it. */
export const isReadableNumber = (number: string): boolean => READABLE.test(writtenNumber(number));

/** What makes two numbers the same: spaces, case and the length of a dash do not count, nor what is not seen. */
export const numberKey = (number: string): string =>
  writtenNumber(number)
    .replace(/\s+/gu, '')
    .replace(/\p{Pd}/gu, '-')
    .toLowerCase();
