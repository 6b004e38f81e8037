import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { Moment } from '../../markup/day.js';
import { ErrorSummary, Hidden, type FieldError } from '../../markup/fields.js';
import { Notice, Warnings } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import { EDITOR_SCRIPT } from '../../markup/script.js';
import { addressOfStyle } from '../../markup/style.js';
import type { Paper } from '../../papers/paper.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { words } from '../../rules/words.js';
import type { AdviceView, StatementView } from '../../statements/statements.dto.js';
import type { AlsoWritingView } from '../../statements/working-copy.dto.js';
import { Asked, AskedFolded } from '../reply/asked.js';
import type { Reply } from '../reply/read-reply.js';
import { CAME_BACK, ReplyHead, titleOf, whyBack } from '../reply/reply-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { StatementFields } from './statement-fields.js';
import { typedOf, type Bodies, type StatementTyped } from './statement-form.js';
import { ImportForm, type Importing } from './statement-import.js';
import {
  Advised,
  AlsoWriting,
  fieldAt,
  LeftHere,
  Outcome,
  timeOf,
  Unsaved,
  WarnedOnImport,
} from './statement-notices.js';
import { Preview } from './statement-preview.js';
import { StatementText } from './statement-text.js';
import { PARTS, T } from './statement-words.js';

export interface StatementProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly statement: StatementView;
  readonly bodies: Bodies;
  /** The staff report of what the form shows; null where nothing is written. */
  readonly paper: Paper | null;
  readonly advice: readonly AdviceView[];
  readonly others: readonly AlsoWritingView[];
  /** What the author has kept and not saved; the form begins with the version that it did. */
  readonly copy?:
    { readonly version: number; readonly basedOn: number; readonly savedAt: string | null } | undefined;
  /** What was typed, when it is not what was saved. */
  readonly typed?: StatementTyped | undefined;
  /** The version that what was typed began with, where it is not the latest. */
  readonly basedOn?: number | undefined;
  readonly again?: DomainError | 'kept' | 'old-form' | undefined;
  /** A report that could not be read, and why. */
  readonly importing?: Importing | undefined;
  /** The number of the copy that the form has kept. */
  readonly copyInForm?: number | undefined;
  /** What the import or the step that led here warned of. */
  readonly warned?: readonly string[] | undefined;
  /** The field that a button of the form made or moved. */
  readonly goOnAt?: string | undefined;
  /** Whether it has just been saved. */
  readonly saved?: boolean | undefined;
}

/** Where a statement is written, or read whole by whoever may not change it. */
export const statementPage = (props: StatementProps): VNode => {
  const { reader, reply, statement } = props;
  const mayWrite = statement.availableActions.includes('save');
  const heading = (mayWrite ? T.write : T.read)[reader.language];
  return staffPage(
    reader,
    {
      title: titleOf(reply, heading),
      head: mayWrite && <script src={addressOfStyle(EDITOR_SCRIPT)} defer />,
    },
    <>
      <ReplyHead reader={reader} reply={reply} here={heading} />
      {mayWrite ? <Editor {...props} /> : <Whole {...props} />}
    </>,
  );
};

const Editor = (props: StatementProps) => {
  const { reader, reply, statement, bodies, paper, again, saved, copy, advice, others } = props;
  const { language, today } = reader;
  const typed = props.typed ?? typedOf(statement, bodies);
  const errors = typeof again === 'object' ? errorsOf(again, language) : [];
  const address = `/svar/${statement.consultationId}`;
  const cameBack = whyBack(reply.view);
  return (
    <>
      <div class="stack">
        {again && errors.length === 0 && <Outcome language={language} again={again} />}
        {saved && (
          <Notice tone="success">
            <p>
              {T.savedNow[language]} {statement.version}.
            </p>
          </Notice>
        )}
        <Warnings language={language} warnings={props.warned ?? []} />
        <WarnedOnImport language={language} warnings={statement.importWarnings ?? []} />
        {copy && (
          <Unsaved
            {...{ language, address: `${address}/yttrande`, token: reader.token, copy: copy.version }}
            time={timeOf(copy.savedAt ?? '', today)}
            lead={T.unsavedHere[language]}
          />
        )}
        <LeftHere language={language} />
        <div id="andra-skriver" role="status">
          <AlsoWriting language={language} others={others} today={today} />
        </div>
      </div>
      {cameBack !== null && (
        <Notice tone="warning" heading={CAME_BACK[language]}>
          <p class="as-written">{cameBack}</p>
        </Notice>
      )}
      <div class="editor">
        <form
          method="post"
          action={`${address}/yttrande`}
          id="yttrande"
          novalidate
          data-autosave={`${address}/yttrande/arbetskopia`}
          data-owner={reader.actor.username}
          data-record={statement.consultationId}
          data-unsaved={props.typed && !copy ? 'ja' : undefined}
          {...spoken(language)}
        >
          <Hidden
            values={{
              _token: reader.token,
              _version: String(props.basedOn ?? statement.version),
              _copy: String(props.copyInForm ?? 0),
              _key: randomUUID(),
            }}
          />
          {/* The first button is the one that Enter presses. */}
          <button type="submit" class="ds-sr-only" tabIndex={-1} aria-hidden="true">
            {T.save[language]}
          </button>
          <ErrorSummary language={language} errors={errors} />
          <div id="rad">
            <Advised language={language} advice={advice} />
          </div>
          <AskedFolded reader={reader} reply={reply} />
          <ImportForm language={language} address={`${address}/yttrande`} importing={props.importing} />
          <StatementFields {...{ language, typed, reply, errors }} goOnAt={props.goOnAt} />
        </form>
        <Preview
          language={language}
          address={address}
          paper={paper}
          hasFiles={statement.version > 0 && reply.hasReport}
        />
      </div>
      <SaveBar language={language} statement={statement} />
    </>
  );
};

const SaveBar = ({
  language,
  statement: { consultationId, version, savedAt },
}: {
  readonly language: Language;
  readonly statement: StatementView;
}) => (
  <div class="savebar row">
    <span class="saved" role="status" id="sparat">
      {version === 0 ? T.notYet[language] : `${T.version[language]} ${version}`}
      {savedAt && (
        <>
          , <Moment at={savedAt} language={language} />
        </>
      )}
    </span>
    {version > 0 && <a href={`/svar/${consultationId}/yttrande/versioner`}>{T.versions[language]}</a>}
    <a href={`/svar/${consultationId}?oppna=ja`}>{T.back[language]}</a>
    <Button form="yttrande" variant="secondary">
      {T.save[language]}
    </Button>
    <Button form="yttrande" name="_then" value="lamna">
      {words.consultation.verbs.submit.todo[language]}
    </Button>
  </div>
);

/** What the script says, in the reader's language. */
const SPOKEN: Readonly<Record<string, Texts>> = {
  'data-offline': {
    sv: 'Ingen kontakt med Yttra. Texten finns kvar i den här webbläsaren.',
    en: 'No contact with Yttra. The text is kept in this browser.',
  },
  'data-signed-out': {
    sv: 'Du är utloggad. Texten finns kvar i den här webbläsaren.',
    en: 'You are signed out. The text is kept in this browser.',
  },
  'data-sign-in': { sv: 'Logga in igen', en: 'Sign in again' },
  'data-elsewhere': {
    sv: 'Du skriver i samma yttrande på ett annat ställe. Det du skriver här är inte sparat förrän du trycker på Spara.',
    en: 'You are writing in the same statement elsewhere. What you write here is not saved until you press Save.',
  },
  'data-closed': {
    sv: 'Yttrandet kan inte ändras längre. Texten finns kvar i den här webbläsaren.',
    en: 'The statement can no longer be changed. The text is kept in this browser.',
  },
  'data-refused': {
    sv: 'Texten kunde inte tas emot. Den finns kvar i den här webbläsaren.',
    en: 'The text could not be received. It is kept in this browser.',
  },
};

const spoken = (language: Language): Record<string, string> =>
  Object.fromEntries(Object.entries(SPOKEN).map(([name, texts]) => [name, texts[language]]));

const Whole = ({ reader, reply, statement, bodies, typed, again, copy }: StatementProps) => {
  const { language } = reader;
  return (
    <>
      {again && (
        <Notice tone="danger" heading={T.notSaved[language]}>
          {typeof again === 'object' && <p>{again.detail[language]}</p>}
          {typed && <StatementText language={language} typed={typed} />}
        </Notice>
      )}
      {copy && typed && (
        <Unsaved
          {...{ language, address: `/svar/${statement.consultationId}/yttrande`, token: reader.token }}
          copy={reply.view.officer === reader.actor.username ? copy.version : null}
          time={timeOf(copy.savedAt ?? '', reader.today)}
          lead={T.unsavedLeft[language]}
        >
          <StatementText language={language} typed={typed} />
        </Unsaved>
      )}
      <Sheet id="yttrande" heading={`${T.version[language]} ${statement.version}`}>
        <StatementText language={language} typed={typedOf(statement, bodies)} />
      </Sheet>
      <Asked reader={reader} reply={reply} />
    </>
  );
};

/** Each mistake at its field, of a row by what the field is called in it. */
function errorsOf({ invalid }: DomainError, language: Language): FieldError[] {
  return invalid.map(({ pointer, detail }) => {
    const [part = '', at, name = ''] = pointer.slice(1).split('/');
    const label = (PARTS[`${part}/${name}`] ?? PARTS[part])?.[language] ?? part;
    const number = at === undefined ? '' : ` ${Number(at) + 1}`;
    return { field: fieldAt(pointer), words: `${label}${number}: ${detail[language]}` };
  });
}
