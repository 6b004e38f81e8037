import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button } from '../markup/buttons.js';
import { Hidden, TextArea } from '../markup/fields.js';
import { Warnings } from '../markup/notices.js';
import { Sheet } from '../markup/page.js';
import type { Language, Texts } from '../rules/texts.js';
import { fieldWords } from '../statements/statement-fields.js';
import type { ImportedStatementView } from '../statements/statements.dto.js';
import type { Reply } from './read-reply.js';
import { ReplyHead, titleOf } from './reply-parts.js';
import { staffPage, type Reader } from './staff-frame.js';
import { typedOf, type Bodies, type StatementTyped } from './statement-form.js';
import { StatementText } from './statement-text.js';

const T = {
  import: { sv: 'Läs in en färdig tjänsteskrivelse', en: 'Import a finished staff report' },
  paste: { sv: 'Klistra in texten', en: 'Paste the text' },
  hint: {
    sv: 'Du får se vad som hittas innan något ändras. Det som står i formuläret sparas som en version först.',
    en: 'You see what is found before anything changes. What stands in the form is saved as a version first.',
  },
  show: { sv: 'Visa vad som hittas', en: 'Show what is found' },
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
  back: { sv: 'Tillbaka utan att läsa in', en: 'Back without importing' },
} satisfies Record<string, Texts>;

/** Folded in the editor, and sent with it, so that nothing that is typed is lost. */
export const ImportForm = ({
  language,
  report,
  error,
}: {
  readonly language: Language;
  readonly report?: string | undefined;
  readonly error?: string | undefined;
}) => (
  <section class="sheet" aria-label={T.import[language]}>
    <details open={error !== undefined}>
      <summary>{T.import[language]}</summary>
      <div class="stack">
        <TextArea
          name="_report"
          label={T.paste[language]}
          hint={T.hint[language]}
          error={error}
          value={report}
          rows={5}
        />
        <Button variant="secondary" name="_then" value="las-in">
          {T.show[language]}
        </Button>
      </div>
    </details>
  </section>
);

interface ProposalProps {
  readonly reader: Reader;
  readonly reply: Reply;
  readonly bodies: Bodies;
  readonly proposed: ImportedStatementView;
  /** What was in the form, and goes back to it. */
  readonly typed: StatementTyped;
  readonly report: string;
  readonly form: { readonly version: string; readonly copy: string };
}

/** What an import would save and replace, before it does. */
export const importPage = ({
  reader,
  reply,
  bodies,
  proposed,
  typed,
  report,
  form,
}: ProposalProps): VNode => {
  const { language } = reader;
  const { statement, replaced, unplaced, warnings } = proposed;
  return staffPage(
    reader,
    { title: titleOf(reply, T.heading[language]) },
    <>
      <ReplyHead reader={reader} reply={reply} here={T.heading[language]} />
      <form method="post" action={`/svar/${reply.view.id}/yttrande/las-in`} class="stack">
        <Hidden
          values={{
            _token: reader.token,
            _version: form.version,
            _copy: form.copy,
            _key: randomUUID(),
            typed: JSON.stringify(typed),
            report,
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
          <StatementText language={language} typed={typedOf(statement, bodies)} />
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
