import type { ComponentChildren, InputHTMLAttributes, TextareaHTMLAttributes } from 'preact';
import type { Language } from '../rules/texts.js';

interface FieldProps {
  /** Its name in the form; errors lead to it by the same. */
  readonly name: string;
  readonly label: string;
  /** What the text is used for, or what it looks like. */
  readonly hint?: string | undefined;
  /** What to write instead. */
  readonly error?: string | undefined;
}

/** What a control has in common whatever it is: its name, what describes it, and that it is wrong. */
const control = ({ name, hint, error }: FieldProps) => ({
  class: 'ds-input',
  id: name,
  name,
  'aria-invalid': error ? ('true' as const) : undefined,
  'aria-describedby':
    [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined,
});

type AroundProps = FieldProps & { readonly wide?: boolean | undefined; readonly children: ComponentChildren };

const Around = ({ name, label, hint, error, wide, children }: AroundProps) => (
  <div class="ds-field" data-wide={wide ? '' : undefined}>
    <label class="ds-label" for={name}>
      {label}
    </label>
    {hint && (
      <p data-field="description" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {children}
    {error && (
      <p class="ds-validation-message" id={`${name}-error`}>
        {error}
      </p>
    )}
  </div>
);

type InputProps = FieldProps &
  Pick<
    InputHTMLAttributes,
    'value' | 'required' | 'maxLength' | 'autoComplete' | 'autoFocus' | 'inputMode'
  > & {
    readonly type?: 'text' | 'search' | 'date' | 'email';
    /** For a few characters. */
    readonly short?: boolean | undefined;
    /** Takes what is left of a row of fields. */
    readonly wide?: boolean | undefined;
  };

/** A line of text, a date, a search. */
export const TextField = ({ name, label, hint, error, short, wide, type = 'text', ...input }: InputProps) => (
  <Around {...{ name, label, hint, error, wide }}>
    <input
      // Preact ties the roles of an input to its type; these have none. The linter does not see the union.
      // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
      type={type as 'text'}
      {...input}
      {...control({ name, label, hint, error })}
      data-short={short ? '' : undefined}
    />
  </Around>
);

type AreaProps = FieldProps &
  Pick<TextareaHTMLAttributes, 'value' | 'rows' | 'required' | 'maxLength' | 'autoFocus'> & {
    readonly [data: `data-${string}`]: string;
  };

export const TextArea = ({ name, label, hint, error, ...area }: AreaProps) => (
  <Around {...{ name, label, hint, error }}>
    <textarea {...area} {...control({ name, label, hint, error })} />
  </Around>
);

type ChoiceProps = FieldProps & {
  readonly value?: string | undefined;
  /** Values with their words, in order. */
  readonly options: readonly (readonly [string, string])[];
};

export const Choice = ({ name, label, hint, error, value, options }: ChoiceProps) => (
  <Around {...{ name, label, hint, error }}>
    <select {...control({ name, label, hint, error })}>
      {options.map(([option, words]) => (
        <option value={option} selected={option === value}>
          {words}
        </option>
      ))}
    </select>
  </Around>
);

type CheckboxProps = FieldProps & { readonly checked: boolean };

/** A yes, or nothing. */
export const Checkbox = ({ name, label, hint, error, checked }: CheckboxProps) => (
  <div class="ds-field">
    <input type="checkbox" value="true" checked={checked} {...control({ name, label, hint, error })} />
    <label class="ds-label" data-weight="regular" for={name}>
      {label}
    </label>
    {hint && (
      <p data-field="description" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {error && (
      <p class="ds-validation-message" id={`${name}-error`}>
        {error}
      </p>
    )}
  </div>
);

type SeveralProps = FieldProps & Pick<ChoiceProps, 'options'> & { readonly values: readonly string[] };

/** Any number of what is offered. */
export const Several = ({ name, label, hint, error, options, values }: SeveralProps) => (
  <fieldset
    class="ds-fieldset"
    id={name}
    tabIndex={-1}
    aria-describedby={error ? `${name}-error` : undefined}
  >
    <legend class="ds-label">{label}</legend>
    {hint && <p>{hint}</p>}
    {options.map(([option, words]) => (
      <div class="ds-field">
        <input
          class="ds-input"
          type="checkbox"
          id={`${name}-${encodeURIComponent(option)}`}
          name={`${name}[]`}
          value={option}
          checked={values.includes(option)}
        />
        <label class="ds-label" data-weight="regular" for={`${name}-${encodeURIComponent(option)}`}>
          {words}
        </label>
      </div>
    ))}
    {error && (
      <p class="ds-validation-message" id={`${name}-error`}>
        {error}
      </p>
    )}
  </fieldset>
);

/** A file, or any number of them; its form says `multipart/form-data`. */
export const FileField = ({
  name,
  label,
  hint,
  error,
  several = false,
  accept,
}: FieldProps & { readonly several?: boolean; readonly accept?: string }) => (
  <Around {...{ name, label, hint, error }}>
    <input type="file" multiple={several} accept={accept} {...control({ name, label, hint, error })} />
  </Around>
);

/** Values that go with a form and that nobody writes. */
export const Hidden = ({ values }: { readonly values: Readonly<Record<string, string | undefined>> }) => (
  <>
    {Object.entries(values).map(
      ([name, value]) => value !== undefined && <input type="hidden" name={name} value={value} />,
    )}
  </>
);

export interface FieldError {
  /** The field that it is about; none for what is about the whole. */
  readonly field?: string | undefined;
  readonly words: string;
}

/**
 * What has to be mended before it can be saved, first in the form: each line leads to its field. It takes the focus
 * when the page opens, without a script, so that whoever does not see it hears it first.
 */
export const ErrorSummary = ({
  language,
  errors,
  heading,
}: {
  readonly language: Language;
  readonly errors: readonly FieldError[];
  readonly heading?: string | undefined;
}) =>
  errors.length === 0 ? null : (
    <div class="ds-error-summary" role="alert" tabIndex={-1} autoFocus aria-labelledby="errors">
      <h2 id="errors">{heading ?? { sv: 'Det här behöver rättas', en: 'This needs mending' }[language]}</h2>
      <ul class="ds-list">
        {errors.map(({ field, words }) => (
          <li>
            {field === undefined ? (
              words
            ) : (
              <a class="ds-link" href={`#${field}`}>
                {words}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
