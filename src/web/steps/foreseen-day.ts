import type { ComponentChildren } from 'preact';
import type { Caller } from '../../changes/caller.js';
import { isCivilDate } from '../../http/field-rules.js';
import type { Reader } from '../frame/staff-frame.js';
import { textOf, type ShownStep, type Values } from './shown-step.js';

/** What the day in a field of some steps would lead to. */
export interface ForeseesDay<Shown> {
  readonly verbs: readonly string[];
  readonly field: string;
  /** @param day none where there is no day in the field. */
  readonly show: (
    caller: Caller,
    reader: Reader,
    shown: Shown,
    day: string | undefined,
  ) => Promise<ComponentChildren>;
}

type Foresees = Pick<ForeseesDay<never>, 'verbs' | 'field'> | undefined;

/** The day that the script asks about: it stands in the address of the form. */
export function dayAsked(foresees: Foresees, verb: string, query: unknown): Values {
  if (!foresees?.verbs.includes(verb)) return {};
  const day = dayIn((query as Values)[foresees.field]);
  return day === undefined ? {} : { [foresees.field]: day };
}

/** Of the day that was typed, or that the form begins with. */
export async function foreseenWith<Shown>(
  foresees: ForeseesDay<Shown> | undefined,
  verb: string,
  form: {
    readonly caller: Caller;
    readonly reader: Reader;
    readonly shown: Shown;
    readonly step: ShownStep;
    readonly again: { readonly values: Values };
  },
): Promise<ShownStep['foreseen']> {
  const { caller, reader, shown, step, again } = form;
  if (!step.isOpen || !foresees?.verbs.includes(verb)) return undefined;
  const { field, show } = foresees;
  const typed = again.values[field] ?? step.fields.find(({ name }) => name === field)?.first;
  return { field, children: await show(caller, reader, shown, dayIn(typed)) };
}

const dayIn = (value: unknown): string | undefined => {
  const text = textOf(value);
  return isCivilDate(text) ? text : undefined;
};
