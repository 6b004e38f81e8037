import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { ErrorSummary, FileField, Hidden, type FieldError } from '../../markup/fields.js';
import { Icon } from '../../markup/icons.js';
import { Notice } from '../../markup/notices.js';
import { Crumbs, PageHead, Sheet } from '../../markup/page.js';
import type { ReportHeadingsView } from '../../organisation/report-headings/report-headings.dto.js';
import type { Actor } from '../../rules/actor.js';
import type { DomainError } from '../../rules/problem.js';
import type { Language, Texts } from '../../rules/texts.js';
import { officersAt } from '../../statements/import-several.js';
import { fieldWords } from '../../statements/statement-fields.js';
import type { ImportedFileView } from '../../statements/statement-imports.dto.js';
import { IMPORTED } from './read-imported.js';
import { staffPage, type Reader } from '../frame/staff-frame.js';
import { errorsOf } from '../steps/field-errors.js';
import { t } from '../steps/step-field.js';
import { TeachHeadings, whoTeaches } from './teach-headings.js';

export const IMPORT_SEVERAL = t('Läs in flera tjänsteskrivelser', 'Import several staff reports');
/** Where a body's reports are imported. */
export const importSeveralPath = (body: string): string => `/tjansteskrivelser/${body.toLowerCase()}`;

/** Whether somebody, or one they stand in for, writes statements for the body, so that there is anything to import into. */
export const mayImportSeveral = (actor: Actor, body: string): boolean => officersAt(actor, body).length > 0;

/** For each body that the reader writes for. */
export const ImportSeveralLinks = ({
  reader: { actor, language },
  bodies: all,
}: {
  readonly reader: Reader;
  readonly bodies: readonly string[];
}) => {
  const bodies = all.filter((body) => mayImportSeveral(actor, body));
  return bodies.length === 0 ? null : (
    <p class="row after-list">
      {bodies.map((body) => (
        <LinkButton variant="tertiary" href={importSeveralPath(body)}>
          {[IMPORT_SEVERAL[language], ...(bodies.length > 1 ? [body] : [])].join(', ')}
        </LinkButton>
      ))}
    </p>
  );
};

const FILES = 'files';

const T = {
  inbox: { sv: 'Min inkorg', en: 'My inbox' },
  lead: {
    sv: 'Varje fil läses in i det ärende som du handlägger och vars diarienummer den anger. Du får se vad som hittas innan något ändras.',
    en: 'Each file is imported into the matter that you handle and whose case number it gives. You see what is found before anything changes.',
  },
  files: { sv: 'Filerna, eller mappen som ZIP', en: 'The files, or the folder as a ZIP' },
  hint: {
    sv: 'PDF, Word (DOCX), text, mejl (.eml) eller ett ZIP-arkiv med sådana. Högst 100 filer. De sparas inte.',
    en: 'PDF, Word (DOCX), text, e-mail (.eml), or a ZIP of them. At most 100 files. They are not kept.',
  },
  choose: { sv: 'Välj minst en fil', en: 'Choose at least one file' },
  show: { sv: 'Visa vad som hittas', en: 'Show what is found' },
  found: { sv: 'Det här kan läsas in', en: 'This can be imported' },
  unplaced: { sv: 'Det här läses inte in', en: 'This is not imported' },
  nothing: { sv: 'Ingen av filerna kan läsas in.', en: 'None of the files can be imported.' },
  replaces: { sv: 'Ersätter', en: 'Replaces' },
  before: {
    sv: 'Det som står där nu finns kvar som en tidigare version.',
    en: 'What stands there now stays as an earlier version.',
  },
  take: { sv: 'Läs in de markerade', en: 'Import those marked' },
  others: { sv: 'Välj andra filer', en: 'Choose other files' },
  results: { sv: 'Så gick det', en: 'What became of it' },
  done: { sv: 'Inläst', en: 'Imported' },
  gone: { sv: 'Det som hittades finns inte kvar', en: 'What was found is not here any more' },
  goneLead: {
    sv: 'Det sparas en timme. Välj filerna på nytt.',
    en: 'It is kept for an hour. Choose the files anew.',
  },
} satisfies Record<string, Texts>;

export interface SeveralAsked {
  readonly reader: Reader;
  readonly body: string;
  readonly again?: DomainError | 'gone' | undefined;
  /** Why headings that were named were not saved. */
  readonly refused?: string | undefined;
}

const frame = ({ reader, again }: SeveralAsked, content: VNode): VNode => {
  const { language } = reader;
  const heading = IMPORT_SEVERAL[language];
  return staffPage(
    reader,
    { title: heading, section: 'inkorg', width: 'text' },
    <>
      <Crumbs language={language} way={[[T.inbox[language], '/inkorg']]} here={heading} />
      <PageHead heading={heading}>
        <p class="lead">{T.lead[language]}</p>
      </PageHead>
      {again === 'gone' && (
        <Notice tone="warning" heading={T.gone[language]}>
          <p>{T.goneLead[language]}</p>
        </Notice>
      )}
      {content}
    </>,
  );
};

/** Where the files are chosen. */
export const chooseFilesPage = (asked: SeveralAsked): VNode => {
  const { reader, body, again } = asked;
  const { language, token } = reader;
  const label = T.files[language];
  const errors: FieldError[] = typeof again === 'object' ? mistakesOf(again, label, language) : [];
  return frame(
    asked,
    <form
      class="sheet stack"
      method="post"
      action={importSeveralPath(body)}
      enctype="multipart/form-data"
      novalidate
    >
      <ErrorSummary language={language} errors={errors} />
      <Hidden values={{ _token: token, _key: randomUUID() }} />
      <FileField
        name={FILES}
        label={label}
        hint={T.hint[language]}
        error={errors[0]?.words}
        several
        accept={`.zip,${IMPORTED}`}
      />
      <div class="row">
        <Button main>{T.show[language]}</Button>
        <LinkButton variant="tertiary" href="/inkorg">
          {T.inbox[language]}
        </LinkButton>
      </div>
    </form>,
  );
};

/** What is wrong with the files, wherever in them; of a refusal that names no value what it says. */
function mistakesOf(again: DomainError, label: string, language: Language): FieldError[] {
  const field = { name: FILES, kind: 'files' as const, label, instead: T.choose[language] };
  const named = errorsOf(again, [field], language).map(({ words }) => ({ field: FILES, words }));
  return named.length > 0 ? named : [{ field: FILES, words: again.detail[language] }];
}

export interface SeveralShown extends SeveralAsked {
  readonly rows: readonly ImportedFileView[];
  /** By which what was found is found again; only the browser has it. */
  readonly kept: string;
  /** By which what was read out of the files is found again; undefined where it was not kept. */
  readonly filesKept: string | undefined;
  /** What the body has taught of its headings; null for a reader who may not teach more. */
  readonly taught: ReportHeadingsView | null;
}

/** What is found in each file, with a tick for each that can be imported. */
export const foundFilesPage = (asked: SeveralShown): VNode => {
  const { reader, body, rows, kept, filesKept, taught, refused } = asked;
  const { language, token } = reader;
  const lines = rows.flatMap(({ unrecognised }) => unrecognised);
  const numbered = rows.map((row, index) => ({ row, index }));
  const [open, barred] = [true, false].map((is) =>
    numbered.filter(({ row }) => (row.outcome === 'proposed') === is),
  );
  return frame(
    asked,
    <>
      {open!.length === 0 ? (
        <Notice tone="warning">
          <p>{T.nothing[language]}</p>
        </Notice>
      ) : (
        <form class="sheet stack" method="post" action={`${importSeveralPath(body)}/las-in`}>
          <Hidden values={{ _token: token, _key: randomUUID(), kept }} />
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{T.found[language]}</legend>
            {open!.map(({ row, index }) => (
              <FoundFile row={row} index={index} language={language} />
            ))}
          </fieldset>
          <div class="row">
            <Button main>{T.take[language]}</Button>
            <LinkButton variant="tertiary" href={importSeveralPath(body)}>
              {T.others[language]}
            </LinkButton>
          </div>
        </form>
      )}
      {barred!.length > 0 && (
        <Sheet id="ej" heading={T.unplaced[language]}>
          <ul class="plain results">
            {barred!.map(({ row }) => (
              <FileResult name={row.fileName} why={row.problems.map(({ detail }) => detail)} />
            ))}
          </ul>
        </Sheet>
      )}
      {taught && filesKept !== undefined ? (
        <TeachHeadings
          {...{ reader, lines, taught, refused }}
          action={`${importSeveralPath(body)}/rubriker`}
          along={{ filer: filesKept }}
          isReadAnew
        />
      ) : (
        lines.length > 0 && <p class="quiet">{whoTeaches([...new Set(lines)], language)}</p>
      )}
      {open!.length === 0 && (
        <p>
          <a href={importSeveralPath(body)}>{T.others[language]}</a>
        </p>
      )}
    </>,
  );
};

const FoundFile = ({
  row: { fileName, ownCaseNumber, title, replaced, warnings },
  index,
  language,
}: {
  readonly row: ImportedFileView;
  readonly index: number;
  readonly language: Language;
}) => {
  const id = `rad-${index}`;
  const fields = replaced.map((name) => fieldWords[name as keyof typeof fieldWords]?.[language] ?? name);
  return (
    <div class="ds-field">
      <input type="checkbox" id={id} name="rad" value={index} checked aria-describedby={`${id}-om`} />
      <label class="ds-label" data-weight="regular" for={id}>
        {fileName}
      </label>
      <div id={`${id}-om`} data-field="description">
        <p>{[ownCaseNumber, title].filter(Boolean).join(', ')}</p>
        {fields.length > 0 && <p>{`${T.replaces[language]}: ${fields.join(', ')}. ${T.before[language]}`}</p>}
        {warnings.map(({ detail }) => (
          <p>{detail}</p>
        ))}
      </div>
    </div>
  );
};

const FileResult = ({
  name,
  why,
  children,
}: {
  readonly name: string;
  readonly why: readonly string[];
  readonly children?: VNode;
}) => (
  <li data-tone={why.length === 0 ? 'done' : 'late'}>
    <Icon name={why.length === 0 ? 'done' : 'alert'} />
    <div>
      <p>{name}</p>
      {why.map((each) => (
        <p class="ref">{each}</p>
      ))}
      {children}
    </div>
  </li>
);

/** What became of a file that was marked. */
export interface ImportedFile {
  readonly fileName: string;
  readonly consultation: string;
  readonly matter: string;
  /** Why it was not imported; none where it was. */
  readonly why: readonly string[];
}

export const importedFilesPage = (asked: SeveralAsked, results: readonly ImportedFile[]): VNode => {
  const { language } = asked.reader;
  return frame(
    asked,
    <>
      <section class="sheet" role="status" aria-labelledby="resultat">
        <h2 id="resultat">
          {`${T.results[language]}: ${results.filter(({ why }) => why.length === 0).length} / ${results.length}`}
        </h2>
        <ul class="plain results">
          {results.map(({ fileName, consultation, matter, why }) => (
            <FileResult name={fileName} why={why}>
              <p class="ref">
                {why.length === 0 && `${T.done[language]}: `}
                <a href={`/svar/${consultation}`}>{matter}</a>
              </p>
            </FileResult>
          ))}
        </ul>
      </section>
      <p>
        <a href={importSeveralPath(asked.body)}>{T.others[language]}</a>
      </p>
    </>,
  );
};
