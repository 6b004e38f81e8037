import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../markup/buttons.js';
import {
  Checkbox,
  Choice,
  ErrorSummary,
  Hidden,
  TextArea,
  TextField,
  type FieldError,
} from '../markup/fields.js';
import { Notice } from '../markup/notices.js';
import { Sheet } from '../markup/page.js';
import type { DomainError } from '../rules/problem.js';
import type { Language, Texts } from '../rules/texts.js';
import type { PageAction } from './consultation-actions.js';
import type { Reply } from './read-reply.js';
import { About, ReplyHead, StatementInShort, titleOf } from './reply-parts.js';
import { staffPage, type Reader } from './staff-frame.js';
import { fieldsOf, type Choices, type StepField } from './step-fields.js';
import { words } from '../rules/words.js';

/** What was typed, by the field's name. */
export type Values = Readonly<Record<string, unknown>>;

export interface StepProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly action: PageAction;
  readonly choices: Choices;
  readonly values: Values;
  /** Why the form is shown again: refused, or kept while the session had ended or was another. */
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
}

const T = {
  back: { sv: 'Tillbaka till ärendet', en: 'Back to the matter' },
  notDone: { sv: 'Steget är inte taget', en: 'The step has not been taken' },
  hinders: { sv: 'Det här hindrar:', en: 'What is in the way:' },
  asItIs: { sv: 'Visa ärendet som det är nu', en: 'Show the matter as it is now' },
  stale: { sv: 'Någon har ändrat ärendet medan du skrev', en: 'Someone changed the matter while you wrote' },
  staleLead: {
    sv: 'Inget av det du skrev är förlorat. Jämför med hur det är nu, och skicka igen om det fortfarande ska gälla.',
    en: 'Nothing of what you wrote is lost. Compare with how it is now, and send it again if it still is to hold.',
  },
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
  wrongState: { sv: 'Det går inte i läget', en: 'Not possible in the state' },
} satisfies Record<string, Texts>;

/** The form of one step, and what became of it when it could not be taken. */
export const stepPage = (props: StepProps): VNode => {
  const { reader, reply, action, again } = props;
  const { language } = reader;
  const heading = words.consultation.verbs[action.verb].todo[language];
  const isOpen = reply.view.availableActions.includes(action.verb);
  const errors = typeof again === 'object' ? errorsOf(again, action, language) : [];
  return staffPage(
    reader,
    { title: titleOf(reply, heading), width: 'text' },
    <>
      <ReplyHead reader={reader} reply={reply} here={heading} />
      {again === 'kept' || again === 'old-form' ? (
        <Notice heading={T.kept[language]}>
          <p>{T.keptLead[language]}</p>
        </Notice>
      ) : (
        again && errors.length === 0 && <Refusal {...props} again={again} isOpen={isOpen} />
      )}
      {!again && !isOpen && <Unavailable {...props} />}
      {isOpen ? <Form {...props} errors={errors} /> : <AsWritten {...props} />}
      {action.verb === 'register' || action.verb === 'assign' ? (
        <About reader={reader} reply={reply} />
      ) : (
        <StatementInShort reader={reader} reply={reply} />
      )}
    </>,
  );
};

const Form = (props: StepProps & { readonly errors: readonly FieldError[] }) => {
  const { reader, reply, action, errors } = props;
  const { language, token } = reader;
  const { id, version } = reply.view;
  return (
    <form class="sheet stack" method="post" action={`/svar/${id}/${action.path}`} novalidate>
      <ErrorSummary language={language} errors={errors} />
      <Hidden values={{ _token: token, _version: String(version), _key: randomUUID() }} />
      <Fields {...props} />
      <div class="row">
        <Button main>{words.consultation.verbs[action.verb].todo[language]}</Button>
        <LinkButton variant="tertiary" href={`/svar/${id}?oppna=ja`}>
          {T.back[language]}
        </LinkButton>
      </div>
    </form>
  );
};

const Fields = ({
  reader: { language, today },
  reply,
  action,
  values,
  choices,
  errors,
  again,
}: StepProps & { readonly errors: readonly FieldError[] }) => (
  <>
    {fieldsOf(action.verb).map(({ name, kind, label, hint, options, first }) => {
      const field = {
        name,
        label: label[language],
        hint: hint?.[language],
        error: errors.find((error) => error.field === name)?.words,
        value: textOf(values[name]) ?? (again ? undefined : first?.(reply, today)),
      };
      if (kind === 'choice') return <Choice {...field} options={options!(choices, language)} />;
      if (kind === 'text' || kind === 'clauses')
        return <TextArea {...field} rows={kind === 'text' ? 3 : 5} />;
      if (kind === 'yes') return <Checkbox {...field} checked={field.value === 'true'} />;
      return <TextField {...field} type={kind === 'date' ? 'date' : 'text'} short={kind === 'date'} />;
    })}
  </>
);

/** Every rule that is in the way; of a change by somebody else what it is now beside what was written. */
const Refusal = (props: StepProps & { readonly again: DomainError; readonly isOpen: boolean }) => {
  const { reader, reply, again } = props;
  const { language } = reader;
  if (again.slug === 'stale-version' || again.slug === 'idempotency-key-reused')
    return (
      <>
        <Notice tone="danger" heading={T.stale[language]}>
          <p>{T.staleLead[language]}</p>
        </Notice>
        <Beside {...props} />
      </>
    );
  const reasons = again.reasons.map(({ code, detail }) =>
    code === 'wrong-state' ? inThisState(reply, language) : detail[language],
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
              <li>{reason}</li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`/svar/${reply.view.id}?oppna=ja`}>{T.asItIs[language]}</a>
      </p>
    </Notice>
  );
};

const Unavailable = ({ reader: { language }, reply, action }: StepProps) => {
  const why = reply.view.unavailableActions?.find((each) => each.action === action.verb)?.reasons ?? [];
  return (
    <Notice
      tone="warning"
      heading={`${words.consultation.verbs[action.verb].todo[language]}: ${inThisState(reply, language)}`}
    >
      <ul>
        {why
          .filter(({ code }) => code !== 'wrong-state')
          .map(({ detail }) => (
            <li>{detail}</li>
          ))}
      </ul>
      <p>
        <a href={`/svar/${reply.view.id}?oppna=ja`}>{T.asItIs[language]}</a>
      </p>
    </Notice>
  );
};

const inThisState = ({ view }: Reply, language: Language): string =>
  `${T.wrongState[language]} ${words.consultation.states[view.state][language]}.`;

/** Both texts, field by field. */
const Beside = ({ reader: { language }, reply, action, choices, values }: StepProps) => {
  const { view } = reply;
  return (
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
          <tr>
            <th scope="row">{T.state[language]}</th>
            <td>{words.consultation.states[view.state][language]}</td>
            <td />
          </tr>
          {fieldsOf(action.verb)
            .filter(({ name }) => values[name] !== undefined)
            .map((field) => (
              <tr>
                <th scope="row">{field.label[language]}</th>
                <td>{field.now?.(reply) ?? T.empty[language]}</td>
                <td class="as-written">{inWords(field, values, choices, language)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </Sheet>
  );
};

/** Where the step cannot be taken any more, what was written can still be copied. */
const AsWritten = ({ reader: { language }, action, values, choices, again }: StepProps) => {
  const written = fieldsOf(action.verb).filter(({ name }) => textOf(values[name]));
  if (!again || written.length === 0) return null;
  return (
    <Sheet id="skrivet" heading={T.yours[language]}>
      {written.map((field) => (
        <p class="as-written">{inWords(field, values, choices, language)}</p>
      ))}
    </Sheet>
  );
};

/** What was written, or the words of what was chosen. */
function inWords(
  { name, options }: StepField,
  values: Values,
  choices: Choices,
  language: Language,
): string | undefined {
  const value = textOf(values[name]);
  return options?.(choices, language).find(([each]) => each === value)?.[1] ?? value;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Each mistake at the field that it is in, also where it is in a part of it (`/clauses/0/text`). */
function errorsOf({ invalid }: DomainError, { verb }: PageAction, language: Language): FieldError[] {
  return invalid.map(({ pointer, code, detail }) => {
    const name = pointer.split('/')[1] ?? '';
    const field = fieldsOf(verb).find((each) => each.name === name);
    if (!field) return { words: name ? `${name}: ${detail[language]}` : detail[language] };
    const instead =
      code === 'text' || code === 'required' || code.endsWith('-required') ? field.instead : undefined;
    return { field: name, words: instead?.[language] ?? `${field.label[language]}: ${detail[language]}` };
  });
}
