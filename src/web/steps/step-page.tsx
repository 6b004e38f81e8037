import { randomUUID } from 'node:crypto';
import type { ComponentChildren, VNode } from 'preact';
import { because } from '../../documents/refusals.js';
import { Sentence, sentenceInWords } from '../../markup/day.js';
import { Button, LinkButton } from '../../markup/buttons.js';
import {
  Checkbox,
  Choice,
  FileField,
  ErrorSummary,
  Hidden,
  Several,
  TextArea,
  TextField,
  type FieldError,
} from '../../markup/fields.js';
import { chooseAgain, FILES, filesOf, saidOf, type ChosenFile } from '../../http/chosen-files.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { stoodAs, textsIn, type ShownField, type Standing } from './step-field.js';

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

const T = {
  back: { sv: 'Tillbaka till ärendet', en: 'Back to the matter' },
  notDone: { sv: 'Steget är inte taget', en: 'The step has not been taken' },
  hinders: { sv: 'Det här hindrar:', en: 'What is in the way:' },
  asItIs: { sv: 'Visa ärendet som det är nu', en: 'Show the matter as it is now' },
  asItIsSet: { sv: 'Visa uppgifterna som de är nu', en: 'Show the facts as they are now' },
  stale: { sv: 'Någon har ändrat ärendet medan du skrev', en: 'Someone changed the matter while you wrote' },
  staleSetting: {
    sv: 'Någon har ändrat uppgifterna medan du skrev',
    en: 'Someone changed the facts while you wrote',
  },
  staleLead: {
    sv: 'Inget av det du skrev är förlorat. Jämför med hur det är nu, och skicka igen om det fortfarande ska gälla.',
    en: 'Nothing of what you wrote is lost. Compare with how it is now, and send it again if it still is to hold.',
  },
  staleAndClosed: {
    sv: 'Steget går inte att ta längre. Det du skrev står nedan, om du vill använda det på annat sätt.',
    en: 'The step cannot be taken any more. What you wrote stands below, should you want it for something else.',
  },
  isNow: { sv: 'Läget är nu:', en: 'The state is now:' },
  now: { sv: 'Så är det nu', en: 'As it is now' },
  yours: { sv: 'Det du skrev', en: 'What you wrote' },
  field: { sv: 'Uppgift', en: 'Field' },
  state: { sv: 'Läge', en: 'State' },
  empty: { sv: 'inget', en: 'nothing' },
  kept: { sv: 'Det du hade fyllt i finns kvar', en: 'What you had filled in is here' },
  keptLead: {
    sv: 'Du loggades ut innan det hann skickas. Läs igenom och skicka igen.',
    en: 'You were signed out before it was sent. Read it through and send it again.',
  },
  line: { sv: 'rad', en: 'line' },
  notYet: { sv: 'Det går inte än.', en: 'Not possible yet.' },
  wrongState: { sv: 'Det går inte i läget', en: 'Not possible in the state' },
} satisfies Record<string, Texts>;

/** The form of one step, and what became of it when it could not be taken. */
export const stepPage = (props: StepProps): VNode => {
  const { reader, step, again } = props;
  const { language } = reader;
  const errors = typeof again === 'object' ? errorsOf(again, step.fields, language) : [];
  return staffPage(
    reader,
    { title: step.title, width: 'text' },
    <>
      {step.head}
      {again === 'kept' || again === 'old-form' ? (
        <Notice heading={T.kept[language]}>
          <p>{T.keptLead[language]}</p>
        </Notice>
      ) : (
        again && errors.length === 0 && <Refusal {...props} again={again} />
      )}
      {!again && !step.isOpen && <Unavailable {...props} />}
      {step.isOpen ? <Form {...props} errors={errors} /> : <AsWritten {...props} />}
      {step.below}
    </>,
  );
};

const Form = (props: StepProps & { readonly errors: readonly FieldError[] }) => {
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
          {step.back ?? T.back[language]}
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

/** Every rule that is in the way; of a change by somebody else what it is now beside what was written. */
const Refusal = (props: StepProps & { readonly again: DomainError }) => {
  const { reader, step, again } = props;
  const { language } = reader;
  const isStale = again.slug === 'stale-version' || again.slug === 'idempotency-key-reused';
  if (isStale && !step.isOpen)
    return (
      <Notice tone="danger" heading={(step.state === undefined ? T.staleSetting : T.stale)[language]}>
        {step.state !== undefined && (
          <p>
            {T.isNow[language]} <strong>{step.state}</strong>.
          </p>
        )}
        <p>{T.staleAndClosed[language]}</p>
        <WayBack {...props} />
      </Notice>
    );
  if (isStale)
    return (
      <>
        <Notice tone="danger" heading={(step.state === undefined ? T.staleSetting : T.stale)[language]}>
          <p>{T.staleLead[language]}</p>
        </Notice>
        <Beside {...props} />
      </>
    );
  const reasons = again.reasons.map(({ code, detail }) =>
    code === 'wrong-state' ? inThisState(step, language) : detail[language],
  );
  return (
    <Notice tone="danger" heading={T.notDone[language]}>
      {reasons.length === 0 ? (
        <p>{again.detail[language]}</p>
      ) : (
        <>
          <p>{T.hinders[language]}</p>
          <ul>
            {reasons.map((reason) => (
              <li>
                <Sentence text={reason} language={language} />
              </li>
            ))}
          </ul>
        </>
      )}
      <WayBack {...props} />
    </Notice>
  );
};

const WayBack = ({ reader: { language }, step }: StepProps) => (
  <p>
    <a href={step.record}>{(step.state === undefined ? T.asItIsSet : T.asItIs)[language]}</a>
  </p>
);

const Unavailable = ({ reader: { language }, step }: StepProps) => {
  const others = step.why.filter(({ code }) => code !== 'wrong-state');
  const when = others.length < step.why.length ? inThisState(step, language) : T.notYet[language];
  return (
    <Notice tone="warning" heading={`${step.heading}: ${when}`}>
      {others.length > 0 && (
        <ul>
          {others.map(({ detail }) => (
            <li>
              <Sentence text={detail} language={language} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={step.record}>{T.asItIs[language]}</a>
      </p>
    </Notice>
  );
};

const inThisState = ({ state }: ShownStep, language: Language): string =>
  `${T.wrongState[language]} ${state ?? ''}.`;

/** Both texts, field by field. */
const Beside = ({ reader: { language }, step, values }: StepProps) => (
  <Sheet id="jamfor" heading={T.now[language]}>
    <table class="twin">
      <thead>
        <tr>
          <th scope="col">{T.field[language]}</th>
          <th scope="col">{T.now[language]}</th>
          <th scope="col">{T.yours[language]}</th>
        </tr>
      </thead>
      <tbody>
        {step.state !== undefined && (
          <tr>
            <th scope="row">{T.state[language]}</th>
            <td>{step.state}</td>
            <td />
          </tr>
        )}
        {step.fields
          .filter(({ name }) => values[name] !== undefined)
          .map((field) => (
            <tr>
              <th scope="row">{field.label}</th>
              <td>{field.now ?? T.empty[language]}</td>
              <td class="as-written">{inWords(field, values)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  </Sheet>
);

/** Where the step cannot be taken any more, what was written can still be copied. */
const AsWritten = ({ reader: { language }, step, values, again }: StepProps) => {
  const written = step.fields.filter(({ name }) => listOf(values[name]).some(Boolean));
  if (!again || written.length === 0) return null;
  return (
    <Sheet id="skrivet" heading={T.yours[language]}>
      {written.map((field) => (
        <p class="as-written">{inWords(field, values)}</p>
      ))}
    </Sheet>
  );
};

/** What was written, or the words of what was chosen. */
function inWords({ name, options }: ShownField, values: Values): string {
  return listOf(values[name])
    .map((value) => options.find(([each]) => each === value)?.[1] ?? value)
    .join(', ');
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** What was typed in a field, or chosen of several, or typed in several of one name. */
const listOf = (value: unknown): string[] => [
  ...(Array.isArray(value) ? value : [value]).flatMap((each) => textOf(each) ?? []),
  ...textsIn(value),
];

/** Each mistake at the field that it is in, also where it is in a part of it (`/clauses/0/text`, `leadTimes.reviewDays`). */
export function errorsOf(
  { invalid }: DomainError,
  fields: readonly (Pick<ShownField, 'name' | 'label' | 'instead' | 'because'> &
    Partial<Pick<ShownField, 'kind'>>)[],
  language: Language,
): FieldError[] {
  return invalid.map(({ pointer, code, detail }) => {
    const said = sentenceInWords(detail[language], language);
    const name = pointer.split('/')[1] ?? '';
    const whole = pointer.slice(1).replaceAll('/', '.');
    const field =
      fields.find((each) => (name ? each.name === name || each.name === whole : each.because?.[code])) ??
      (name === 'file' ? fields.find(({ kind }) => kind === 'files') : undefined) ??
      // Of a list that the form adds one to.
      fields.find((each) => pointer.endsWith(`/${each.name}`));
    if (!field) return { words: name ? `${name}: ${said}` : said };
    const asksForIt = code === 'text' || code === 'required' || code.endsWith('-required');
    const instead = field.because?.[code]?.[language] ?? (asksForIt ? field.instead : undefined);
    const [, index] =
      ((field.kind === 'lines' || field.kind === 'texts') && /^\/[^/]+\/(\d+)/.exec(pointer)) || [];
    const line = index === undefined ? '' : ` (${T.line[language]} ${Number(index) + 1})`;
    return { field: field.name, words: instead ?? `${field.label}${line}: ${said}` };
  });
}
