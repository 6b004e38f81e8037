import { Day } from '../../markup/day.js';
import { Notice } from '../../markup/notices.js';
import { Sheet } from '../../markup/page.js';
import type { KeepWordTemplates } from '../../documents/word-templates/keep-word-templates.js';
import type { WordTemplateView } from '../../documents/word-templates/word-templates.dto.js';
import { because } from '../../documents/refusals.js';
import { WriteBody } from '../../http/write.dto.js';
import { civilDate } from '../../rules/civil-date.js';
import { Invalid, type InvalidValue } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Reader } from '../frame/staff-frame.js';
import { t } from '../steps/step-field.js';
import { SettingsTable } from './administration-parts.js';
import { why } from './body-forms.js';
import type { SettingsVerb } from './settings-form.js';

const T = {
  heading: t('Word-mall', 'Word template'),
  lead: t(
    'I Word kan handlingen få er egen mall. PDF och webb följer formen ovan.',
    'In Word the paper can have a template of your own. PDF and page follow the form above.',
  ),
  none: t('Ingen mall används.', 'No template is used.'),
  used: t('Mall som används', 'Template that is used'),
  failed: t('Mallen gick inte att använda', 'The template could not be used'),
  failedLead: t(
    'Handlingen skrevs som Yttra skriver den i stället. Ladda upp mallen på nytt, eller ta bort den.',
    'The paper was written as Yttra writes it instead. Upload the template again, or take it away.',
  ),
  upload: t('Ladda upp Word-mall', 'Upload a Word template'),
  remove: t('Ta bort Word-mallen', 'Take the Word template away'),
  starter: t('Hämta en mall att börja från (Word)', 'Fetch a template to begin with (Word)'),
  sample: t('Hämta en handling i mallen (Word)', 'Fetch a paper in the template (Word)'),
  versions: t('Mallar som har använts', 'Templates that have been used'),
  number: t('Mall', 'Template'),
  added: t('Togs i bruk', 'Taken into use'),
  size: t('Storlek', 'Size'),
  kilobytes: t('kB', 'kB'),
};

export interface TemplateSeen {
  readonly template: WordTemplateView;
  /** What was chosen; undefined while nothing was. */
  readonly file?: Buffer | undefined;
}

const mayShape = ({ actor }: Reader, { template: { body } }: TemplateSeen): boolean =>
  permits(actor, 'body.set-word-template', { body });

/** The forms by which a Word template is taken into use, and out of it. */
export const wordTemplateForms = (keep: KeepWordTemplates): readonly SettingsVerb<TemplateSeen>[] => [
  {
    path: 'word-mall',
    words: T.upload,
    isOpen: mayShape,
    form: ({ language }, { template: { body, kind, version }, file }) => ({
      lead: t(
        'Mallen kontrolleras innan den tas i bruk, och allt som är fel i den visas här.',
        'The template is checked before it is taken into use, and everything that is wrong with it is shown here.',
      )[language],
      version,
      body: WriteBody,
      fields: [
        {
          name: 'file',
          kind: 'file',
          label: T.heading,
          hint: t(
            'Word-fil (.docx) utan makron, högst 2 MB.',
            'A Word file (.docx) without macros, 2 MB at most.',
          ),
          instead: t('Välj en Word-fil', 'Choose a Word file'),
        },
        why,
      ],
      take: (caller) => ofTheFile(async () => keep.put(caller, body, kind, chosen(file))),
    }),
  },
  {
    path: 'ta-bort-mallen',
    words: T.remove,
    isOpen: (reader, seen) => mayShape(reader, seen) && seen.template.current !== null,
    form: ({ language }, { template: { body, kind, version } }) => ({
      danger: t(
        'Handlingarna ser ut som Yttra skriver dem igen. Mallarna sparas.',
        'Papers are as Yttra writes them again. The templates are kept.',
      )[language],
      version,
      body: WriteBody,
      fields: [why],
      take: (caller) => keep.remove(caller, body, kind),
    }),
  },
];

/** What template is used, what is wrong with it, and which there have been. */
export const WordTemplateSheet = ({
  reader,
  template: { current, versions, failedAt },
  path,
}: {
  readonly reader: Reader;
  readonly template: WordTemplateView;
  readonly path: string;
}) => {
  const { language } = reader;
  return (
    <Sheet id="word-mall" heading={T.heading[language]}>
      <p class="quiet">{T.lead[language]}</p>
      {failedAt !== null && current !== null && (
        <Notice tone="warning" heading={T.failed[language]}>
          <p>{T.failedLead[language]}</p>
        </Notice>
      )}
      <p>{current === null ? T.none[language] : `${T.used[language]}: ${current}`}</p>
      <ul class="plain">
        {current !== null && (
          <li>
            <a href={`${path}/exempel.docx`}>{T.sample[language]}</a>
          </li>
        )}
        <li>
          <a href={`${path}/mall.docx`}>{T.starter[language]}</a>
        </li>
      </ul>
      {versions.length > 0 && (
        <SettingsTable
          reader={reader}
          caption={T.versions[language]}
          columns={[T.number, T.added, T.size].map((each) => each[language])}
          rows={versions.map(({ number, addedAt, byteSize }) => [
            String(number),
            <Day date={civilDate(new Date(addedAt))} language={language} />,
            `${Math.ceil(byteSize / 1024)} ${T.kilobytes[language]}`,
          ])}
        />
      )}
    </Sheet>
  );
};

/** @throws Invalid where no file was chosen. */
function chosen(file: Buffer | undefined): Buffer {
  if (file === undefined) throw new Invalid({ pointer: '', ...because.required });
  return file;
}

/** Whatever is wrong is wrong with the file that was chosen. */
async function ofTheFile<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const [first, ...rest] = error.invalid.map((each): InvalidValue => ({ ...each, pointer: '/file' }));
    throw new Invalid(first!, ...rest);
  }
}
