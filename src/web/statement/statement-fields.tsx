import { Button } from '../../markup/buttons.js';
import { Hidden, TextArea, TextField, type FieldError } from '../../markup/fields.js';
import { Icon, type IconName } from '../../markup/icons.js';
import { Sheet } from '../../markup/page.js';
import { STANCES } from '../../rules/stance.js';
import type { Language, Texts } from '../../rules/texts.js';
import { stanceWords } from '../../rules/words.js';
import type { Reply } from '../reply/read-reply.js';
import type { StatementTyped } from './statement-form.js';
import { Found, type FieldOf } from './statement-found.js';
import { T } from './statement-words.js';

interface PartsProps {
  readonly language: Language;
  readonly typed: StatementTyped;
  readonly reply: Reply;
  readonly errors: readonly FieldError[];
  /** The field that a button made or moved: where one goes on. */
  readonly goOnAt?: string | undefined;
}

type PartProps = Pick<PartsProps, 'language' | 'typed'> & { readonly field: FieldOf };

/** Everything that is written in a statement, part by part. */
export const StatementFields = ({ language, typed, reply, errors, goOnAt }: PartsProps) => {
  const field: FieldOf = (name, label, value) => ({
    name,
    label,
    value,
    error: errors.find((error) => error.field === name)?.words,
    autoFocus: name === goOnAt,
  });
  const part = { language, typed, field };
  return (
    <>
      <Stance {...part} />
      <Clauses {...part} />
      <Report {...part} />
      <Answers {...part} reply={reply} />
      <Remarks {...part} />
      <Basis {...part} />
      <Sheet id="mottagare" heading={T.recipients[language]}>
        <TextArea
          {...field('recipients', T.recipient[language], typed.recipients)}
          hint={T.recipientsHint[language]}
          rows={3}
        />
      </Sheet>
      <Found
        language={language}
        found={typed.found}
        field={field}
        isWrong={errors.some((error) => error.field?.startsWith('found'))}
      />
    </>
  );
};

const Stance = ({ language, typed, field }: PartProps) => {
  const { error } = field('stance', '', undefined);
  return (
    <section class="sheet" aria-labelledby="tycker">
      <fieldset id="stance" tabIndex={-1} aria-describedby={error ? 'stance-error' : undefined}>
        <legend>
          <h2 id="tycker">{T.stance[language]}</h2>
        </legend>
        <div class="choices">
          {STANCES.map((stance) => (
            <div class="ds-field">
              <input
                class="ds-input"
                type="radio"
                name="stance"
                id={`stance-${stance}`}
                value={stance}
                checked={stance === typed.stance}
              />
              <label class="ds-label" data-weight="regular" for={`stance-${stance}`}>
                {stanceWords[stance][language]}
              </label>
            </div>
          ))}
        </div>
        {error && (
          <p class="ds-validation-message" id="stance-error">
            {error}
          </p>
        )}
      </fieldset>
    </section>
  );
};

/** Each clause with what moves and removes it; the last is empty, for the next. */
const Clauses = ({ language, typed, field }: PartProps) => {
  const last = typed.clauses.length;
  return (
    <Sheet id="forslag" heading={T.proposal[language]}>
      <ol class="clauses">
        {[...typed.clauses, { text: '' }].map(({ text }, at) => {
          const isNew = at === last;
          return (
            <li>
              <TextArea
                {...field(
                  `clauses[${at}][text]`,
                  isNew ? T.newClause[language] : `${T.clause[language]} ${at + 1}`,
                  text,
                )}
                hint={at === 0 ? T.clauseHint[language] : undefined}
                rows={2}
              />
              {!isNew && (
                <div class="moves">
                  {at > 0 && <Move language={language} what="upp" number={at + 1} />}
                  {at < last - 1 && <Move language={language} what="ned" number={at + 1} />}
                  <Move language={language} what="bort" number={at + 1} />
                </div>
              )}
            </li>
          );
        })}
      </ol>
      <Button variant="secondary" dense icon="plus" name="_then" value="ny-att-sats">
        {T.addClause[language]}
      </Button>
    </Sheet>
  );
};

const MOVES: Readonly<
  Record<'upp' | 'ned' | 'bort', readonly [icon: IconName, label: (number: number) => Texts]>
> = {
  upp: ['up', (number) => ({ sv: `Flytta att-sats ${number} uppåt`, en: `Move clause ${number} up` })],
  ned: ['down', (number) => ({ sv: `Flytta att-sats ${number} nedåt`, en: `Move clause ${number} down` })],
  bort: ['remove', (number) => ({ sv: `Ta bort att-sats ${number}`, en: `Remove clause ${number}` })],
};

const Move = ({
  language,
  what,
  number,
}: {
  readonly language: Language;
  readonly what: keyof typeof MOVES;
  readonly number: number;
}) => {
  const [icon, label] = MOVES[what];
  return (
    <button
      class="iconbutton"
      type="submit"
      name="_then"
      value={`${what}-${number}`}
      aria-label={label(number)[language]}
    >
      <Icon name={icon} />
    </button>
  );
};

const Report = ({ language, typed, field }: PartProps) => (
  <Sheet id="skrivelsen" heading={T.report[language]}>
    <TextField {...field('title', T.title[language], typed.title)} wide />
    <TextArea
      {...field('summary', T.summary[language], typed.summary)}
      hint={T.summaryHint[language]}
      rows={4}
    />
    <TextArea {...field('matter', T.matter[language], typed.matter)} rows={5} />
    <TextArea {...field('assessment', T.assessment[language], typed.assessment)} rows={8} />
    {[...typed.sections, { heading: '', text: '' }].map(({ heading, text }, at) => (
      <>
        <TextField
          {...field(
            `sections[${at}][heading]`,
            (at === typed.sections.length ? T.newSection : T.section)[language],
            heading,
          )}
          wide
        />
        <TextArea
          {...field(`sections[${at}][text]`, `${T.sectionText[language]} ${heading}`, text)}
          rows={3}
        />
      </>
    ))}
    <AddButton then="ny-rubrik">{T.addSection[language]}</AddButton>
  </Sheet>
);

/** Each question of the issuer beside its answer. */
const Answers = ({ language, typed, field, reply }: PartProps & Pick<PartsProps, 'reply'>) => {
  const questions = reply.referral?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <Sheet id="svar-fragor" heading={T.answers[language]}>
      {questions.map(({ text }, at) => {
        const answer = typed.answers.find(({ question }) => question === at + 1)?.text;
        return (
          <div class="question">
            <Hidden values={{ [`answers[${at}][question]`]: String(at + 1) }} />
            <TextArea
              {...field(`answers[${at}][text]`, `${T.question[language]} ${at + 1}`, answer)}
              hint={text}
              rows={3}
            />
          </div>
        );
      })}
    </Sheet>
  );
};

const Remarks = ({ language, typed, field }: PartProps) => (
  <Sheet id="synpunkter" heading={T.remarks[language]}>
    {[...typed.remarks, { passage: '', text: '', proposal: '' }].map(({ passage, text, proposal }, at) => {
      const which = at === typed.remarks.length ? T.newRemark[language] : String(at + 1);
      const part = (name: string, label: Texts, value: string | undefined) =>
        field(`remarks[${at}][${name}]`, `${label[language]}, ${which}`, value);
      return (
        <div class="beside-text">
          <div class="quoted">
            <TextField {...part('passage', T.passage, passage)} wide />
          </div>
          <div class="stack">
            <TextArea {...part('text', T.remark, text)} rows={2} />
            <TextArea {...part('proposal', T.better, proposal)} rows={2} />
          </div>
        </div>
      );
    })}
    <AddButton then="ny-synpunkt">{T.addRemark[language]}</AddButton>
  </Sheet>
);

const Basis = ({ language, typed, field }: PartProps) => (
  <Sheet id="underlag" heading={T.basis[language]}>
    {[...typed.basis, { title: '', date: '', documentId: undefined }].map(
      ({ title, date, documentId }, at) => (
        <div class="cols" data-dated="">
          <TextField {...field(`basis[${at}][title]`, `${T.document[language]} ${at + 1}`, title)} wide />
          <TextField {...field(`basis[${at}][date]`, `${T.date[language]} ${at + 1}`, date)} type="date" />
          <Hidden values={{ [`basis[${at}][documentId]`]: documentId }} />
        </div>
      ),
    )}
    <AddButton then="nytt-underlag">{T.addBasis[language]}</AddButton>
  </Sheet>
);

/** One more line of its kind, by the server, which gives the form back with what is typed. */
const AddButton = ({ then, children }: { then: string; children: string }) => (
  <Button variant="secondary" dense icon="plus" name="_then" value={then}>
    {children}
  </Button>
);
