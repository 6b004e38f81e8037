import type { ComponentChildren } from 'preact';
import type { Caller } from '../../changes/caller.js';
import { addDays, startOf } from '../../rules/civil-date.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';
import { inParts, linesIn, type Options, type ShownField } from '../steps/step-field.js';

/** One field of a form of the administration, called as in the body of the API; with dots where that is a part of a part. */
export interface SettingsField {
  readonly name: string;
  /** `number`: a number, also where it is a part of a part. */
  readonly kind: Exclude<ShownField['kind'], 'clauses'> | 'number';
  readonly label: Texts;
  readonly hint?: Texts | undefined;
  /** What to write, where the rule of the API is said for those who write programs. */
  readonly instead?: Texts | undefined;
  /** What to write, by the code of the rule that is not met. */
  readonly because?: Readonly<Record<string, Texts>>;
  readonly options?: Options;
  /** What it is now, and stands in it at first. */
  readonly now?: string | number | boolean | readonly string[] | null | undefined;
  /** Left empty it is taken away, and not left as it is. */
  readonly emptied?: boolean;
}

/** What is told of an answer that is shown this once: a key, a secret, an address. */
export interface ShownOnce {
  readonly heading: string;
  readonly lead: string;
  /** Null where the same form was sent before: then it has been shown. */
  readonly secret: string | null;
}

/** A form of the administration, as its reader sees it: sent to the same use case as in the API, with the same body. */
export interface SettingsForm {
  readonly heading: string;
  /** The pages above it, each with its address. */
  readonly way: readonly (readonly [string, string])[];
  readonly lead?: ComponentChildren;
  /** What comes of it, where that cannot be undone. */
  readonly danger?: string | undefined;
  readonly button?: string | undefined;
  readonly path: string;
  /** Where one comes when it is done, or left. */
  readonly back: string;
  /** None of what is new. */
  readonly version?: number | undefined;
  readonly fields: readonly SettingsField[];
  readonly body: new () => object;
  /** What the body has besides the fields, or made of them. */
  readonly read?: (given: Given, typed: Given) => object;
  readonly take: (caller: Caller, body: never) => Promise<unknown>;
  /** What was done, where that is not that what stands in it was saved. */
  readonly says?: Texts | ((answer: never) => Texts) | undefined;
  readonly done?: (answer: never) => string;
  readonly showOnce?: (answer: never) => ShownOnce;
  readonly below?: ComponentChildren;
}

export type Given = Readonly<Record<string, unknown>>;

/** A form that can be opened from the page of a record, where its reader may take it. */
export interface SettingsVerb<Seen> {
  readonly path: string;
  readonly words: Texts;
  readonly isOpen: (reader: Reader, seen: Seen) => boolean;
  readonly form: (reader: Reader, seen: Seen) => Omit<SettingsForm, 'heading' | 'way' | 'path' | 'back'>;
}

/** The fields as the page shows them. */
export const shownSettings = (fields: readonly SettingsField[], language: Language): ShownField[] =>
  fields.map(({ name, kind, label, hint, instead, because, options = [], now }) => ({
    name,
    kind: kind === 'number' ? 'line' : kind,
    label: label[language],
    hint: hint?.[language],
    instead: instead?.[language],
    because,
    options,
    first: textOf(now),
    firsts: kind === 'several' && Array.isArray(now) ? (now as readonly string[]) : undefined,
    now: inWords(now, options),
  }));

function textOf(now: SettingsField['now']): string | undefined {
  if (now === null || now === undefined) return undefined;
  return typeof now === 'object' ? now.join('\n') : String(now);
}

function inWords(now: SettingsField['now'], options: Options): string | undefined {
  const values = typeof now === 'object' && now !== null ? now : [textOf(now)];
  const said = values.flatMap((value) => options.find(([each]) => each === value)?.[1] ?? value ?? []);
  return said.length === 0 ? undefined : said.join(', ');
}

/** What was typed, as the body of the API has it: a field that the form has and that is left empty says that too. */
export function givenBy(fields: readonly SettingsField[], typed: Given): Given {
  return inParts(
    fields
      .map((field) => [field.name, valueOf(field, typed[field.name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function valueOf({ kind, emptied }: SettingsField, typed: unknown): unknown {
  if (kind === 'yes') return typed === 'true';
  if (kind === 'several') return Array.isArray(typed) ? typed : [];
  if (kind === 'lines') return linesIn(typed);
  if (typed === undefined) return emptied ? null : undefined;
  return kind === 'number' && typeof typed === 'string' && /^-?\d{1,9}$/.test(typed.trim())
    ? Number(typed)
    : typed;
}

/** The beginning of a day, or of the one after; what is no day stays for validation to name. */
export function instantOf(day: unknown, later: 0 | 1 = 0): unknown {
  return typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))
    ? startOf(addDays(day, later)).toISOString()
    : day;
}
