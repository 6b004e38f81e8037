import type { VNode } from 'preact';
import type { Caller } from '../../changes/caller.js';
import { NotFound } from '../../rules/problem.js';
import type { Action } from '../../rules/policy.js';
import type { Texts } from '../../rules/texts.js';
import type { Reader } from '../frame/staff-frame.js';
import type { SettingsForm, SettingsVerb } from './settings-form.js';

/** Who asks for a page of the administration, for what, and what they have just done. */
export interface Asked {
  readonly caller: Caller;
  readonly reader: Reader;
  readonly query: Readonly<Record<string, unknown>>;
  readonly done: Texts | undefined;
  readonly warnings: readonly string[];
}

/** What stands at an address below a part of the administration: a page to read, or a form. */
export type AtAddress = { readonly page: VNode } | { readonly form: SettingsForm };

/** A part of the administration, such as the bodies. */
export interface Section {
  /** What its address begins with, after `/forvaltning/`. */
  readonly path: string;
  readonly title: Texts;
  /** What one does there, in one sentence. */
  readonly about: Texts;
  /** Whether the reader has anything to do there; to others it is not there. */
  readonly isOpen: (reader: Reader) => boolean;
  /** What those do whose part it is, where whoever looks after other parts may look for it and is told who they are. */
  readonly keptByWhoMay?: Action;
  /** @throws NotFound for an address that is none. */
  readonly at: (asked: Asked, ...rest: string[]) => Promise<AtAddress>;
}

export const ADMINISTRATION = '/forvaltning';
export const ADMINISTRATION_TITLE: Texts = { sv: 'Förvaltning', en: 'Administration' };

/** The way back to a part of the administration, and to pages below it. */
export const wayTo = (
  { path, title }: Pick<Section, 'path' | 'title'>,
  { language }: Reader,
  ...more: readonly (readonly [string, string])[]
): (readonly [string, string])[] => [
  [ADMINISTRATION_TITLE[language], ADMINISTRATION],
  [title[language], `${ADMINISTRATION}/${path}`],
  ...more,
];

/** The record that a form is of, as its page shows it. */
export interface SettingsRecord<Seen> {
  readonly seen: Seen;
  readonly path: string;
  readonly way: readonly (readonly [string, string])[];
}

/** The form at an address below a record. One that its reader may not take looks like one that is not there. */
export function formAt<Seen>(
  verbs: readonly SettingsVerb<Seen>[],
  path: string,
  reader: Reader,
  { seen, path: record, way }: SettingsRecord<Seen>,
): SettingsForm {
  const verb = verbs.find((each) => each.path === path);
  if (!verb || !verb.isOpen(reader, seen)) throw new NotFound();
  return {
    heading: verb.words[reader.language],
    way,
    path: `${record}/${path}`,
    back: record,
    ...verb.form(reader, seen),
  };
}

/** An address with one more part. */
export const below = (path: string, part: string): string => `${path}/${encodeURIComponent(part)}`;
