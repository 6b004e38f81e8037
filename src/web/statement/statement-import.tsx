import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button } from '../../markup/buttons.js';
import { FileField, Hidden, TextArea, TextField } from '../../markup/fields.js';
import { Notice, Warnings } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { Language, Texts } from '../../rules/texts.js';
import { fieldWords } from '../../statements/statement-fields.js';
import type { ReportHeadingsView } from '../../organisation/report-headings/report-headings.dto.js';
import type { ReportWarning } from '../../statements/staff-report/report-warning.js';
import type { ImportedStatementView } from '../../statements/imported-statement.dto.js';
import { IMPORTED } from './read-imported.js';
import type { Reply } from '../reply/read-reply.js';
import { ReplyHead, titleOf } from '../reply/reply-parts.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { typedOf, type Bodies, type StatementTyped } from './statement-form.js';
import { StatementText } from './statement-text.js';
import { TeachHeadings, whoTeaches, type ReadAnew } from './teach-headings.js';

const T = {
  import: { sv: 'Läs in en färdig tjänsteskrivelse', en: 'Import a finished staff report' },
  file: { sv: 'Filen', en: 'The file' },
  fileHint: {
    sv: 'PDF, Word (DOCX), text eller ett mejl (.eml) som har den som text eller bilaga. Filen sparas inte.',
    en: 'PDF, Word (DOCX), text or an e-mail (.eml) that holds it as text or attachment. The file is not kept.',
  },
  which: { sv: 'Vilken, om det är flera', en: 'Which one, where there are several' },
  showFile: { sv: 'Visa vad som hittas i filen', en: 'Show what is found in the file' },
  paste: { sv: 'Klistra in texten', en: 'Paste the text' },
  hint: {
    sv: 'Du får se vad som hittas innan något ändras. Det som står i formuläret sparas som en version först.',
    en: 'You see what is found before anything changes. What stands in the form is saved as a version first.',
  },
  show: { sv: 'Visa vad som hittas i texten', en: 'Show what is found in the text' },
  heading: { sv: 'Läs in tjänsteskrivelsen', en: 'Import the staff report' },
  replaced: { sv: 'Det här ersätts', en: 'This is replaced' },
  nothingReplaced: { sv: 'Inget som är skrivet ersätts.', en: 'Nothing that is written is replaced.' },
  before: {
    sv: 'Det som står där nu sparas först som en egen version.',
    en: 'What stands there now is saved first as a version of its own.',
  },
  found: { sv: 'Det här hittades', en: 'This was found' },
  unplaced: { sv: 'Rader utan plats i yttrandet', en: 'Lines without a place in the statement' },
  take: { sv: 'Läs in', en: 'Import' },
  unknown: { sv: 'Ingen rubrik känns igen', en: 'No heading is recognised' },
  back: { sv: 'Tillbaka utan att läsa in', en: 'Back without importing' },
} satisfies Record<string, Texts>;

/** What was not imported, and why. */
export interface Importing {
  readonly report?: string | undefined;
  readonly which?: string | undefined;
  /** What is wrong with the file, or with the text. */
  readonly of: 'file' | 'text';
  readonly error: string;
}

/** Folded in the editor, and sent with it, so that nothing that is typed is lost. */
export const ImportForm = ({
  language,
  address,
  importing,
}: {
  readonly language: Language;
  /** Of the editor. */
  readonly address: string;
  readonly importing?: Importing | undefined;
}) => (
  <section class="sheet" aria-label={T.import[language]}>
    <details open={importing !== undefined}>
      <summary>{T.import[language]}</summary>
      <div class="stack">
        <p>{T.hint[language]}</p>
        <FileField
          name="file"
          label={T.file[language]}
          hint={T.fileHint[language]}
          error={importing?.of === 'file' ? importing.error : undefined}
          accept={IMPORTED}
        />
        <TextField
          name="_which"
          label={T.which[language]}
          value={importing?.which}
          inputMode="numeric"
          short
        />
        <Button variant="secondary" name="_then" value="las-in-fil" to={`${address}/fil`} withFile>
          {T.showFile[language]}
        </Button>
        <TextArea
          name="_report"
          label={T.paste[language]}
          error={importing?.of === 'text' ? importing.error : undefined}
          value={importing?.report}
          rows={5}
        />
        <Button variant="secondary" name="_then" value="las-in">
          {T.show[language]}
        </Button>
      </div>
    </details>
  </section>
);

/** What stands between the editor and an import, and leads back to the editor as it was. */
interface BetweenProps {
  readonly reader: Reader;
  readonly reply: Reply;
  /** What was in the form, and goes back to it. */
  readonly typed: StatementTyped;
  readonly basedOn: number;
  readonly copyInForm: number;
  /** What its body has taught of its headings; null for a reader who may not teach more. */
  readonly taught: ReportHeadingsView | null;
  readonly anew: ReadAnew;
  readonly refused?: string | undefined;
}

interface ProposalProps extends BetweenProps {
  readonly bodies: Bodies;
  readonly proposed: ImportedStatementView;
  /** What it warns of, in every language: it is kept with the version. */
  readonly warnings: readonly ReportWarning[];
}

const TeachTheirs = (props: BetweenProps & { readonly lines: readonly string[] }) => {
  const { reader, reply, typed, basedOn, copyInForm, taught, anew, refused, lines } = props;
  const { report, paper, which } = anew;
  return (
    <TeachHeadings
      {...{ reader, lines, taught, refused }}
      action={`/svar/${reply.view.id}/yttrande/rubriker`}
      isReadAnew={report !== undefined || paper !== undefined}
      along={{
        _basis: String(basedOn),
        _copy: String(copyInForm),
        typed: JSON.stringify(typed),
        ...(report !== undefined && { _report: report }),
        ...(paper !== undefined && { _paper: paper }),
        ...(which !== undefined && { _which: which }),
      }}
    />
  );
};

/** A report of which no heading is known, for whoever may say what its lines are. */
export const unknownReportPage = (
  props: BetweenProps & { readonly lines: readonly string[]; readonly error: string },
): VNode => {
  const { reader, reply, typed, basedOn, copyInForm, error } = props;
  const { language, token } = reader;
  return staffPage(
    reader,
    { title: titleOf(reply, T.heading[language]) },
    <>
      <ReplyHead reader={reader} reply={reply} here={T.heading[language]} />
      <Notice tone="warning" heading={T.unknown[language]}>
        <p>{error}</p>
      </Notice>
      <TeachTheirs {...props} />
      <form method="post" action={`/svar/${reply.view.id}/yttrande/las-in`}>
        <Hidden
          values={{
            _token: token,
            _version: String(basedOn),
            _copy: String(copyInForm),
            typed: JSON.stringify(typed),
          }}
        />
        <Button variant="secondary" name="_then" value="tillbaka">
          {T.back[language]}
        </Button>
      </form>
    </>,
  );
};

/** What an import would save and replace, before it does. */
export const importPage = (props: ProposalProps): VNode => {
  const { reader, reply, bodies, proposed, typed, basedOn, copyInForm, taught } = props;
  const address = `/svar/${reply.view.id}/yttrande`;
  const { language } = reader;
  const { statement, replaced, unplaced, unrecognised, warnings } = proposed;
  const found = typedOf(statement, bodies);
  return staffPage(
    reader,
    { title: titleOf(reply, T.heading[language]) },
    <>
      <ReplyHead reader={reader} reply={reply} here={T.heading[language]} />
      {taught ? (
        <TeachTheirs {...props} lines={[...unrecognised, ...unplaced.map(({ text }) => text)]} />
      ) : (
        unrecognised.length > 0 && <p class="quiet">{whoTeaches(unrecognised, language)}</p>
      )}
      <form method="post" action={`${address}/las-in`} class="stack">
        <Hidden
          values={{
            _token: reader.token,
            _version: String(basedOn),
            _copy: String(copyInForm),
            _key: randomUUID(),
            typed: JSON.stringify(typed),
            found: JSON.stringify(found),
            warned: JSON.stringify(props.warnings),
          }}
        />
        <Sheet id="ersatts" heading={T.replaced[language]}>
          {replaced.length === 0 ? (
            <p>{T.nothingReplaced[language]}</p>
          ) : (
            <>
              <p>
                {replaced
                  .map((field) => fieldWords[field as keyof typeof fieldWords]?.[language] ?? field)
                  .join(', ')}
                .
              </p>
              <p class="quiet">{T.before[language]}</p>
            </>
          )}
        </Sheet>
        <Warnings language={language} warnings={warnings.map(({ detail }) => detail)} />
        <Sheet id="hittades" heading={T.found[language]}>
          <StatementText language={language} typed={found} />
        </Sheet>
        {unplaced.length > 0 && (
          <Sheet id="utan-plats" heading={T.unplaced[language]}>
            <p class="as-written">{unplaced.map(({ text }) => text).join('\n')}</p>
          </Sheet>
        )}
        <div class="savebar row">
          <span class="saved" />
          <Button>{T.take[language]}</Button>
          <Button variant="secondary" name="_then" value="tillbaka">
            {T.back[language]}
          </Button>
        </div>
      </form>
    </>,
  );
};
