import type { Language, Texts } from '../../rules/texts.js';

export type Options = readonly (readonly [value: string, words: string])[];

/** One field of a step's form, called as in the body of the API; of a record as its form reads it. */
export interface StepField<Shown, Choices = unknown> {
  readonly name: string;
  /** `clauses` and `lines`: a value a line. */
  readonly kind:
    | 'line'
    | 'text'
    | 'date'
    | 'choice'
    | 'several'
    | 'yes'
    | 'clauses'
    | 'lines'
    | 'texts'
    | 'file'
    | 'files'
    | 'email';
  readonly label: Texts;
  readonly hint?: Texts;
  /** Of which records it is asked, where not of all. */
  readonly asked?: (shown: Shown) => boolean;
  /** What to write, where the rule of the API is said for those who write programs. */
  readonly instead?: Texts;
  /** What to say of a refusal by its code, where it concerns several fields or is said for those who write programs. */
  readonly because?: Readonly<Record<string, Texts>>;
  readonly options?: (choices: Choices, language: Language) => Options;
  /** What stands in it at first. */
  readonly first?: (shown: Shown, today: string, choices: Choices) => string | undefined;
  /** The same of a field with several values. */
  readonly firsts?: (choices: Choices, shown: Shown) => readonly string[];
  /** What the record has now, to be seen beside what was written. */
  readonly now?: (shown: Shown, choices: Choices, language: Language) => string | null | undefined;
  /** What it stands as, and is not to be changed from, while a choice says one of these. Left so it is not given at all. */
  readonly standing?: {
    readonly choice: string;
    readonly whenever: readonly string[];
    readonly as: (shown: Shown) => string | undefined;
  };
  /** Left empty it is taken away, and not left as it is. */
  readonly emptied?: boolean;
  /** What was typed as the body of the API has it, where that is no text. */
  readonly read?: (typed: unknown) => unknown;
}

/** A field in one language, with what it is chosen from and what stands in it. */
export interface ShownField {
  readonly name: string;
  readonly kind: StepField<never>['kind'];
  readonly label: string;
  readonly hint: string | undefined;
  readonly instead: string | undefined;
  readonly because?: Readonly<Record<string, Texts>> | undefined;
  readonly options: Options;
  readonly first: string | undefined;
  /** The same of a field with several values. */
  readonly firsts?: readonly string[] | undefined;
  readonly now: string | null | undefined;
  readonly standing?: Standing | undefined;
}

/** The text that a field stands as while a choice says one of these. */
export interface Standing {
  readonly choice: string;
  readonly whenever: readonly string[];
  readonly text: string;
}

/** The hidden field that has what another stood as when the form was shown. */
export const stoodAs = (name: string): string => `_${name}-stood`;

export const shownFields = <Shown, Choices>(
  fields: readonly StepField<Shown, Choices>[],
  shown: Shown,
  choices: Choices,
  { language, today }: { readonly language: Language; readonly today: string },
): ShownField[] =>
  fields
    .filter(({ asked }) => asked?.(shown) ?? true)
    .map(({ name, kind, label, hint, instead, because, options, first, firsts, now, standing }) => ({
      name,
      kind,
      label: label[language],
      hint: hint?.[language],
      instead: instead?.[language],
      because,
      options: options?.(choices, language) ?? [],
      first: first?.(shown, today, choices),
      firsts: firsts?.(choices, shown),
      now: now?.(shown, choices, language),
      standing: standing && { ...standing, text: standing.as(shown) ?? '' },
    }))
    // There is nothing to choose.
    .filter(({ kind, options }) => !['several', 'choice'].includes(kind) || options.length > 0);

export const t = (sv: string, en: string): Texts => ({ sv, en });

/** Values with their words, in the order given; before them none of them, where that is a choice. */
export const worded =
  (values: readonly string[], words: Readonly<Record<string, Texts>>, none?: Texts) =>
  (_: unknown, language: Language): Options => [
    ...(none ? [['', none[language]] as const] : []),
    ...values.map((value) => [value, words[value]![language]] as const),
  ];

/** Why a step is taken, in the words of whoever takes it. */
export const reason: StepField<unknown> = {
  name: 'reason',
  kind: 'text',
  label: t('Varför?', 'Why?'),
  hint: t('Står i ärendets historik.', 'Stands in the history of the matter.'),
  instead: t('Skriv varför', 'Write why'),
};

type Typed = Readonly<Record<string, unknown>>;

/** What was typed, as the body of the API has it. */
export const bodyOf = (
  fields: readonly Pick<StepField<never>, 'name' | 'kind' | 'read' | 'emptied' | 'standing'>[],
  sent: Typed,
): Typed => {
  const typed = withoutStanding(fields, sent);
  const emptied = fields.flatMap(({ name, kind, emptied: isEmptied }) => {
    const isListed = kind === 'lines' || (kind === 'clauses' && isEmptied);
    return typed[name] === undefined && (isEmptied || isListed)
      ? [[name, isListed ? [] : null] as const]
      : [];
  });
  const given = Object.entries(typed).map(([name, value]) => {
    const field = fields.find((each) => each.name === name);
    if (field?.read) return [name, field.read(value)] as const;
    if (field?.kind === 'texts') return [name, textsIn(value).map((text) => ({ text }))] as const;
    if (field?.kind === 'lines') return [name, linesIn(value)] as const;
    const isClauses = field?.kind === 'clauses' && typeof value === 'string';
    return [name, isClauses ? linesIn(value).map((text) => ({ text })) : value] as const;
  });
  return inParts([...given, ...emptied]);
};

/** What stands as it stood when the form was shown is not given. */
function withoutStanding(fields: readonly Pick<StepField<never>, 'name' | 'standing'>[], sent: Typed): Typed {
  const gone = fields.flatMap(({ name, standing }) => {
    if (!standing) return [];
    const stood = sent[stoodAs(name)];
    const isAsItStood = linesIn(sent[name]).join('\n') === linesIn(stood).join('\n');
    return [stoodAs(name), ...(stood !== undefined && isAsItStood ? [name] : [])];
  });
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !gone.includes(name)));
}

/** Fields with a dot in their name as parts of what stands before it: `origin.sender`. */
export function inParts(fields: readonly (readonly [name: string, value: unknown])[]): Typed {
  const body: Record<string, unknown> = {};
  for (const [name, value] of fields) {
    const [first, part] = name.split('.');
    if (part === undefined) body[name] = value;
    else body[first!] = { ...(body[first!] as object | undefined), [part]: value };
  }
  return body;
}

/**
 * Texts in fields of their own, each in its place, since others refer to them by number; only those that are left empty at
 * the end are gone. Beyond 200 the form's reader hands out an object.
 */
export function textsIn(typed: unknown): string[] {
  const texts = Object.values(typeof typed === 'object' && typed !== null ? typed : {}).map(
    (each: unknown) => {
      const { text } = (each ?? {}) as { readonly text?: unknown };
      return typeof text === 'string' ? text : '';
    },
  );
  return texts.slice(0, texts.findLastIndex((text) => text.trim() !== '') + 1);
}

/** A value a line; blank lines are between them. */
export const linesIn = (typed: unknown): string[] =>
  typeof typed === 'string'
    ? typed
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : [];
