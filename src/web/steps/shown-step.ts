import type { ComponentChildren } from 'preact';
import type { DomainError } from '../../rules/problem.js';
import type { Reader } from '../frame/staff-frame.js';
import { textsIn, type ShownField } from './step-field.js';

/** What the second button of a step's form says. */
export const GO_ON = 'nasta';

/** What was typed, by the field's name. */
export type Values = Readonly<Record<string, unknown>>;

/** The form of a step: of which record, what is asked, and what stands around it. */
export interface ShownStep {
  /** Where it is sent. */
  readonly path: string;
  /** Where the record is seen as it is now. */
  readonly record: string;
  readonly title: string;
  readonly heading: string;
  /** What the button says, where that is not the heading. */
  readonly button?: string | undefined;
  /** None of a record that does not exist yet. */
  readonly version: number | undefined;
  /** None of what has no states, such as a setting. */
  readonly state: string | undefined;
  readonly isOpen: boolean;
  /** Why it cannot be taken, when it cannot. */
  readonly why: readonly { readonly code: string; readonly detail: string }[];
  readonly fields: readonly ShownField[];
  readonly head: ComponentChildren;
  readonly below?: ComponentChildren;
  /** What the day in one of its fields would lead to. */
  readonly foreseen?: { readonly field: string; readonly children: ComponentChildren } | undefined;
  /** What comes of it, where that cannot be undone. */
  readonly danger?: string | undefined;
  /** Words of a second button, that goes on to something else afterwards. */
  readonly next?: string | undefined;
  /** What leads back is called, where that is not the matter. */
  readonly back?: string | undefined;
}

export interface StepProps {
  readonly reader: Reader;
  readonly step: ShownStep;
  readonly values: Values;
  /** Why the form is shown again: refused, or kept while the session had ended or was another. */
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** What was typed in a field, or chosen of several, or typed in several of one name. */
export const listOf = (value: unknown): string[] => [
  ...(Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? []),
  ...textsIn(value),
];
