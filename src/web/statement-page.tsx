import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../markup/buttons.js';
import { Moment } from '../markup/day.js';
import { Choice, ErrorSummary, Hidden, TextArea, TextField, type FieldError } from '../markup/fields.js';
import { Facts, Notice } from '../markup/notices.js';
import { Sheet } from '../markup/page.js';
import type { Paper } from '../papers/paper.js';
import { PaperSheet } from '../papers/paper-sheet.js';
import type { DomainError } from '../rules/problem.js';
import { STANCES } from '../rules/stance.js';
import type { Language, Texts } from '../rules/texts.js';
import { stanceWords, words } from '../rules/words.js';
import type { StatementView } from '../statements/statements.dto.js';
import type { Reply } from './read-reply.js';
import { Asked, ReplyHead, titleOf } from './reply-parts.js';
import { staffPage, type Reader } from './staff-frame.js';
import { typedOf, type Bodies, type StatementTyped } from './statement-form.js';

export interface StatementProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly statement: StatementView;
  readonly bodies: Bodies;
  /** What was saved last as a paper; null while nothing is. */
  readonly paper: Paper | null;
  /** What was typed, when the form is shown again. */
  readonly typed?: StatementTyped | undefined;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
  /** Whether it has just been saved. */
  readonly saved?: boolean | undefined;
}

const T = {
  write: { sv: 'Skriv yttrande', en: 'Write the statement' },
  read: { sv: 'Yttrandet', en: 'The statement' },
  title: { sv: 'Rubrik', en: 'Title' },
  stance: { sv: 'Vad tycker nämnden?', en: 'What does the board think?' },
  stanceLabel: { sv: 'Ställningstagande', en: 'Stance' },
  report: { sv: 'Tjänsteskrivelsen', en: 'The staff report' },
  summary: { sv: 'Sammanfattning', en: 'Summary' },
  matter: { sv: 'Ärendet', en: 'The matter' },
  assessment: { sv: 'Förvaltningens bedömning', en: 'The administration’s assessment' },
  proposal: { sv: 'Förslag till beslut', en: 'Proposed decision' },
  clause: { sv: 'Att-sats', en: 'Clause' },
  clauseHint: {
    sv: 'Ska gå att förstå för sig: det är den som står i protokollet.',
    en: 'Is to be understood by itself: it is what stands in the minutes.',
  },
  newClause: { sv: 'Ny att-sats', en: 'New clause' },
  answers: { sv: 'Svar på frågorna', en: 'Answers to the questions' },
  question: { sv: 'Fråga', en: 'Question' },
  remarks: { sv: 'Synpunkter på förslagets text', en: 'Remarks on the text of the proposal' },
  passage: { sv: 'Avsnitt', en: 'Passage' },
  remark: { sv: 'Synpunkt', en: 'Remark' },
  better: { sv: 'Förslag till ny lydelse', en: 'Proposed wording' },
  newRemark: { sv: 'ny', en: 'new' },
  basis: { sv: 'Beslutsunderlag', en: 'Basis documents' },
  basisHint: {
    sv: 'Med datum, till exempel Tjänsteskrivelse 2026-10-20.',
    en: 'With its date, such as Tjänsteskrivelse 2026-10-20.',
  },
  document: { sv: 'Underlag', en: 'Document' },
  recipients: { sv: 'Beslutet skickas till', en: 'The decision is sent to' },
  recipient: { sv: 'Mottagare', en: 'Recipients' },
  recipientsHint: {
    sv: 'En mottagare på varje rad: ett organs namn eller kod, en e-postadress, eller ett namn som nås med post.',
    en: 'One recipient on each line: a body’s name or code, an e-mail address, or a name that is reached by post.',
  },
  preview: { sv: 'Så ser yttrandet ut, som det sparades senast', en: 'The statement as it was saved last' },
  section: { sv: 'Rubrik utan eget fält', en: 'Heading without a field of its own' },
  sectionText: { sv: 'Text under rubriken', en: 'Text below the heading' },
  save: { sv: 'Spara', en: 'Save' },
  back: { sv: 'Till ärendet', en: 'To the matter' },
  savedNow: { sv: 'Sparat som version', en: 'Saved as version' },
  version: { sv: 'Version', en: 'Version' },
  notSaved: { sv: 'Det är inte sparat', en: 'It has not been saved' },
  stale: {
    sv: 'Någon har sparat yttrandet medan du skrev',
    en: 'Someone saved the statement while you wrote',
  },
  staleLead: {
    sv: 'Det du skrev står kvar i formuläret. Jämför med det som sparades, och spara igen om ditt ska gälla. Det andra finns kvar som en tidigare version.',
    en: 'What you wrote is in the form. Compare with what was saved, and save again if yours is to hold. The other stays as an earlier version.',
  },
  theirs: { sv: 'Det som sparades av någon annan', en: 'What somebody else saved' },
  kept: { sv: 'Det du hade skrivit finns kvar', en: 'What you had written is here' },
  keptLead: {
    sv: 'Du loggades ut innan det hann sparas. Läs igenom och spara igen.',
    en: 'You were signed out before it was saved. Read it through and save it again.',
  },
} satisfies Record<string, Texts>;

/** Where a statement is written, or read whole by whoever may not change it. */
export const statementPage = (props: StatementProps): VNode => {
  const { reader, reply, statement } = props;
  const mayWrite = statement.availableActions.includes('save');
  const heading = (mayWrite ? T.write : T.read)[reader.language];
  return staffPage(
    reader,
    { title: titleOf(reply, heading) },
    <>
      <ReplyHead reader={reader} reply={reply} here={heading} />
      {mayWrite ? <Editor {...props} /> : <Whole {...props} />}
    </>,
  );
};

const Editor = (props: StatementProps) => {
  const { reader, reply, statement, bodies, paper, again, saved } = props;
  const { language, token } = reader;
  const typed = props.typed ?? typedOf(statement, bodies);
  const errors = typeof again === 'object' ? errorsOf(again, language) : [];
  const address = `/svar/${statement.consultationId}/yttrande`;
  return (
    <>
      <Outcome {...props} hasErrors={errors.length > 0} />
      {saved && (
        <Notice tone="success">
          <p>
            {T.savedNow[language]} {statement.version}.
          </p>
        </Notice>
      )}
      <form method="post" action={address} novalidate>
        <Hidden values={{ _token: token, _version: String(statement.version), _key: randomUUID() }} />
        <div class="beside">
          <div class="stack">
            <ErrorSummary language={language} errors={errors} />
            <Parts language={language} typed={typed} reply={reply} errors={errors} />
          </div>
          <aside>
            <Asked reader={reader} reply={reply} />
            {paper && (
              <details>
                <summary>{T.preview[language]}</summary>
                <PaperSheet paper={paper} level={2} />
              </details>
            )}
          </aside>
        </div>
        <div class="savebar row">
          <span class="saved">
            {T.version[language]} {statement.version}
            {statement.savedAt && (
              <>
                , <Moment at={statement.savedAt} language={language} />
              </>
            )}
          </span>
          <LinkButton variant="tertiary" href={`/svar/${statement.consultationId}?oppna=ja`}>
            {T.back[language]}
          </LinkButton>
          <Button>{T.save[language]}</Button>
          <Button variant="secondary" name="_then" value="lamna">
            {words.consultation.verbs.submit.todo[language]}
          </Button>
        </div>
      </form>
    </>
  );
};

interface PartsProps {
  readonly language: Language;
  readonly typed: StatementTyped;
  readonly reply: Reply;
  readonly errors: readonly FieldError[];
}

const Parts = ({ language, typed, reply, errors }: PartsProps) => {
  const field = (name: string, label: string, value: string | undefined) => ({
    name,
    label,
    value,
    error: errors.find((error) => error.field === name)?.words,
  });
  const questions = reply.referral?.questions ?? [];
  const answerTo = (question: number) => typed.answers.find((answer) => answer.question === question)?.text;
  return (
    <>
      <Sheet id="tycker" heading={T.stance[language]}>
        <Choice
          {...field('stance', T.stanceLabel[language], typed.stance)}
          options={STANCES.map((stance) => [stance, stanceWords[stance][language]])}
        />
      </Sheet>
      <Sheet id="forslag" heading={T.proposal[language]}>
        {[...typed.clauses, { text: '' }].map(({ text }, at) => (
          <TextArea
            {...field(
              `clauses[${at}][text]`,
              at === typed.clauses.length ? T.newClause[language] : `${T.clause[language]} ${at + 1}`,
              text,
            )}
            hint={at === 0 ? T.clauseHint[language] : undefined}
            rows={2}
          />
        ))}
      </Sheet>
      <Sheet id="skrivelsen" heading={T.report[language]}>
        <TextField {...field('title', T.title[language], typed.title)} wide />
        <TextArea {...field('summary', T.summary[language], typed.summary)} rows={3} />
        <TextArea {...field('matter', T.matter[language], typed.matter)} rows={5} />
        <TextArea {...field('assessment', T.assessment[language], typed.assessment)} rows={5} />
        {typed.sections.map(({ heading, text }, at) => (
          <>
            <TextField {...field(`sections[${at}][heading]`, T.section[language], heading)} wide />
            <TextArea
              {...field(`sections[${at}][text]`, `${T.sectionText[language]} ${heading}`, text)}
              rows={3}
            />
          </>
        ))}
      </Sheet>
      {questions.length > 0 && (
        <Sheet id="svar-fragor" heading={T.answers[language]}>
          {questions.map(({ text }, at) => (
            <>
              <Hidden values={{ [`answers[${at}][question]`]: String(at + 1) }} />
              <TextArea
                {...field(`answers[${at}][text]`, `${T.question[language]} ${at + 1}`, answerTo(at + 1))}
                hint={text}
                rows={3}
              />
            </>
          ))}
        </Sheet>
      )}
      <Sheet id="synpunkter" heading={T.remarks[language]}>
        {[...typed.remarks, { passage: '', text: '', proposal: '' }].map(
          ({ passage, text, proposal }, at) => {
            const which = at === typed.remarks.length ? T.newRemark[language] : String(at + 1);
            const part = (name: string, label: Texts, value: string | undefined) =>
              field(`remarks[${at}][${name}]`, `${label[language]}, ${which}`, value);
            return (
              <>
                <TextField {...part('passage', T.passage, passage)} wide />
                <TextArea {...part('text', T.remark, text)} rows={2} />
                <TextArea {...part('proposal', T.better, proposal)} rows={2} />
              </>
            );
          },
        )}
      </Sheet>
      <Sheet id="underlag" heading={T.basis[language]}>
        {[...typed.basis, { title: '', documentId: undefined }].map(({ title, documentId }, at) => (
          <>
            <TextField
              {...field(`basis[${at}][title]`, `${T.document[language]} ${at + 1}`, title)}
              hint={at === 0 ? T.basisHint[language] : undefined}
              wide
            />
            <Hidden values={{ [`basis[${at}][documentId]`]: documentId }} />
          </>
        ))}
      </Sheet>
      <Sheet id="mottagare" heading={T.recipients[language]}>
        <TextArea
          {...field('recipients', T.recipient[language], typed.recipients)}
          hint={T.recipientsHint[language]}
          rows={3}
        />
      </Sheet>
    </>
  );
};

/** What became of what was sent, when it was not saved. */
const Outcome = ({
  reader: { language },
  statement,
  bodies,
  again,
  hasErrors,
}: StatementProps & { readonly hasErrors: boolean }) => {
  if (!again || hasErrors) return null;
  if (again === 'kept' || again === 'old-form')
    return (
      <Notice heading={T.kept[language]}>
        <p>{T.keptLead[language]}</p>
      </Notice>
    );
  if (again.slug !== 'stale-version')
    return (
      <Notice tone="danger" heading={T.notSaved[language]}>
        <p>{again.detail[language]}</p>
        {again.reasons.map(({ detail }) => (
          <p>{detail[language]}</p>
        ))}
      </Notice>
    );
  return (
    <>
      <Notice tone="danger" heading={T.stale[language]}>
        <p>{T.staleLead[language]}</p>
      </Notice>
      <Sheet id="andras" heading={T.theirs[language]}>
        <TextOf language={language} typed={typedOf(statement, bodies)} />
      </Sheet>
    </>
  );
};

const Whole = ({ reader, reply, statement, bodies, typed, again }: StatementProps) => {
  const { language } = reader;
  return (
    <>
      {again && (
        <Notice tone="danger" heading={T.notSaved[language]}>
          {typeof again === 'object' && <p>{again.detail[language]}</p>}
          {typed && <TextOf language={language} typed={typed} />}
        </Notice>
      )}
      <Sheet id="yttrande" heading={`${T.version[language]} ${statement.version}`}>
        <TextOf language={language} typed={typedOf(statement, bodies)} />
      </Sheet>
      <Asked reader={reader} reply={reply} />
    </>
  );
};

/** All that is written, to be read. */
const TextOf = ({ language, typed }: { readonly language: Language; readonly typed: StatementTyped }) => {
  const text = (value: string) => value && <span class="as-written">{value}</span>;
  const lines = (values: readonly string[]) => text(values.join('\n'));
  return (
    <Facts
      lines={[
        [T.title[language], typed.title || null],
        [T.stanceLabel[language], stanceWords[typed.stance as keyof typeof stanceWords]?.[language]],
        [T.proposal[language], lines(typed.clauses.map((clause) => clause.text))],
        [T.summary[language], text(typed.summary)],
        [T.matter[language], text(typed.matter)],
        [T.assessment[language], text(typed.assessment)],
        ...typed.sections.map((section) => [section.heading, text(section.text)] as const),
        [T.answers[language], lines(typed.answers.map((answer) => `${answer.question}. ${answer.text}`))],
        [T.remarks[language], lines(typed.remarks.map((remark) => `${remark.passage}: ${remark.text}`))],
        [T.basis[language], lines(typed.basis.map((document) => document.title))],
        [T.recipients[language], text(typed.recipients)],
      ]}
    />
  );
};

const PARTS: Readonly<Record<string, Texts>> = {
  title: T.title,
  stance: T.stanceLabel,
  summary: T.summary,
  matter: T.matter,
  assessment: T.assessment,
  clauses: T.clause,
  answers: T.question,
  remarks: T.remark,
  basis: T.document,
  recipients: T.recipient,
  sections: T.section,
};

/** Each mistake at its field: `/clauses/1/text` is the field `clauses[1][text]`, a recipient's is the field of all. */
function errorsOf({ invalid }: DomainError, language: Language): FieldError[] {
  return invalid.map(({ pointer, detail }) => {
    const [part = '', at, ...rest] = pointer.slice(1).split('/');
    const label = PARTS[part]?.[language] ?? part;
    const number = at === undefined ? '' : ` ${Number(at) + 1}`;
    const field =
      at === undefined || part === 'recipients'
        ? part
        : `${part}[${at}]${rest.map((name) => `[${name}]`).join('')}`;
    return { field, words: `${label}${number}: ${detail[language]}` };
  });
}
