import { randomUUID } from 'node:crypto';
import { because } from '../../documents/refusals.js';
import { chooseAgain, FILES, filesOf, saidOf, type ChosenFile } from '../../http/chosen-files.js';
import { Button, LinkButton } from '../../markup/buttons.js';
import {
  Checkbox,
  Choice,
  ErrorSummary,
  FileField,
  Hidden,
  Several,
  TextArea,
  TextField,
  type FieldError,
} from '../../markup/fields.js';
import type { Texts } from '../../rules/texts.js';
import { GO_ON, listOf, textOf, type StepProps } from './shown-step.js';
import { stoodAs, textsIn, type Standing } from './step-field.js';

const BACK: Texts = { sv: 'Tillbaka till ärendet', en: 'Back to the matter' };

/** What is asked, with the mistakes at their fields. */
export const StepForm = (props: StepProps & { readonly errors: readonly FieldError[] }) => {
  const { reader, step, errors } = props;
  const { language, token } = reader;
  const isUpload = step.fields.some(({ kind }) => kind === 'file' || kind === 'files');
  return (
    <form
      class="sheet stack"
      method="post"
      action={step.path}
      enctype={isUpload ? 'multipart/form-data' : undefined}
      novalidate
      data-foresees={step.foreseen?.field}
    >
      <ErrorSummary language={language} errors={errors} />
      <Hidden
        values={{
          _token: token,
          _version: step.version?.toString(),
          _key: randomUUID(),
          [FILES]: saidOf(filesLost(props)) || undefined,
        }}
      />
      {step.danger && <p>{step.danger}</p>}
      <Fields {...props} />
      {step.foreseen?.children}
      <div class="row">
        <Button main>{step.button ?? step.heading}</Button>
        {step.next !== undefined && (
          <Button variant="secondary" name="_then" value={GO_ON}>
            {step.next}
          </Button>
        )}
        <LinkButton variant="tertiary" href={step.record}>
          {step.back ?? BACK[language]}
        </LinkButton>
      </div>
    </form>
  );
};

/** Files that a browser has not put back; none once it has been asked for them. */
const filesLost = ({ values, again }: Pick<StepProps, 'values' | 'again'>): ChosenFile[] =>
  again && !(typeof again === 'object' && again.invalid.some(({ code }) => code === because.chooseAgain.code))
    ? filesOf(values)
    : [];

/** With script it is not to be changed while the choice says so; without, it is left as it stands. */
const StandingText = ({
  standing: { choice, whenever, text },
  ...field
}: {
  readonly standing: Standing;
} & Parameters<typeof TextArea>[0]) => (
  <div>
    <Hidden values={{ [stoodAs(field.name)]: text }} />
    <TextArea
      {...field}
      value={field.value ?? text}
      rows={5}
      data-standing={text}
      data-choice={choice}
      data-whenever={whenever.join(' ')}
    />
  </div>
);

const Fields = ({
  reader: { language },
  step,
  values,
  errors,
  again,
}: StepProps & { readonly errors: readonly FieldError[] }) => (
  <>
    {step.fields.map(({ name, kind, label, hint, options, first, firsts, standing }) => {
      const error = errors.find((each) => each.field === name)?.words;
      const field = { name, label, hint, error, value: textOf(values[name]) ?? (again ? undefined : first) };
      if (kind === 'choice') return <Choice {...field} options={options} />;
      if (kind === 'several') {
        const chosen = again ? listOf(values[name]) : (firsts ?? listOf(values[name]));
        return <Several {...field} options={options} values={chosen} />;
      }
      if (standing?.text) return <StandingText {...field} standing={standing} />;
      if (kind === 'text' || kind === 'clauses' || kind === 'lines')
        return <TextArea {...field} rows={kind === 'text' ? 3 : 5} />;
      if (kind === 'yes') return <Checkbox {...field} checked={field.value === 'true'} />;
      if (kind === 'texts') {
        const texts = again ? textsIn(values[name]) : (firsts ?? []);
        return <SeveralTexts {...{ name, label, hint, error, texts }} />;
      }
      if (kind === 'file' || kind === 'files') {
        const lost = chooseAgain(filesLost({ values, again }).filter(({ field }) => field === name));
        return (
          <FileField
            {...{ name, label, hint, error: error ?? lost?.[language] }}
            several={kind === 'files'}
          />
        );
      }
      const type = kind === 'date' || kind === 'email' ? kind : 'text';
      return <TextField {...field} type={type} short={kind === 'date'} />;
    })}
  </>
);

/** More of them than there are, so that one can be added. */
const EMPTY_TEXTS = 2;

/** A text a field, numbered. What is said of all of them, and of a mistake in any, stands before the first. */
const SeveralTexts = ({
  name,
  label,
  hint,
  error,
  texts,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
  readonly texts: readonly string[];
}) => (
  <div class="stack" id={name} tabIndex={-1}>
    {[...texts, ...Array.from({ length: EMPTY_TEXTS }, () => '')].map((text, index) => (
      <TextArea
        name={`${name}[${index}][text]`}
        label={`${label} ${index + 1}`}
        hint={index === 0 ? hint : undefined}
        error={index === 0 ? error : undefined}
        value={text}
        rows={2}
      />
    ))}
  </div>
);
