import type { Texts } from './texts.js';

declare const LISTED: unique symbol;

/** One rule that was not met. `code` is stable, the texts are for people. Made by `refusal` alone, so that each is listed. */
export interface Refusal {
  readonly code: string;
  readonly detail: Texts;
  readonly [LISTED]: true;
}

type Said = readonly [sv: string, en: string];

const listed = new Map<string, Refusal>();

/** What stands in a listed text where a refusal names something of the request. */
const NAMED = { sv: '…', en: '…', toString: () => '…' };

/** A rule, by its stable code, and what is said in Swedish and English of whatever does not meet it. */
export function refusal(code: string, sv: string, en: string): Refusal;
/** The same where the texts name something of the request or record. */
export function refusal<Of extends unknown[]>(code: string, say: (...of: Of) => Said): (...of: Of) => Refusal;
export function refusal<Of extends unknown[]>(
  code: string,
  said: string | ((...of: Of) => Said),
  en = '',
): Refusal | ((...of: Of) => Refusal) {
  if (typeof said === 'string') return list(made(code, [said, en]));
  list(made(code, said(...(Array.from({ length: said.length }, () => NAMED) as unknown[] as Of))));
  return (...of) => made(code, said(...of));
}

/** Every refusal of the code that has been loaded, by code. */
export const everyRefusal = (): readonly Refusal[] =>
  [...listed.values()].toSorted((a, b) => (a.code < b.code ? -1 : Number(a.code > b.code)));

const made = (code: string, [sv, en]: Said) => ({ code, detail: { sv, en } }) as Refusal;

function list(refused: Refusal): Refusal {
  listed.set(`${refused.code} ${refused.detail.sv}`, refused);
  return refused;
}
