import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { Button, LinkButton } from '../../markup/buttons.js';
import { chooseAgain, filesOf } from '../../http/chosen-files.js';
import { Choice, FileField, Hidden, TextField } from '../../markup/fields.js';
import { Sheet } from '../../markup/page.js';
import { Icon } from '../../markup/icons.js';
import { DraftForm, draftPage, type DraftShown } from './draft-frame.js';
import { documentKindWords, PACKET_KINDS } from '../document/document-words.js';
import { textIn } from './draft-form.js';
import { DocumentLine } from '../document/document-line.js';
import { t, type Options } from '../steps/step-field.js';
import { errorsOf } from '../steps/field-errors.js';
import type { Values } from '../steps/shown-step.js';

const T = {
  packet: t('Handlingar som skickas', 'Documents that are sent'),
  none: t(
    'Inga handlingar än. Remissen behöver en handling eller ett missiv.',
    'No documents yet. The referral needs a document or a letter.',
  ),
  remove: t('Ta bort', 'Remove'),
  upload: t('Ladda upp en handling', 'Upload a document'),
  file: t('Fil', 'File'),
  title: t('Handlingens rubrik', 'Title of the document'),
  kind: t('Slag', 'Kind'),
  doUpload: t('Ladda upp', 'Upload'),
  attach: t('Välj en handling ur ert diarium', 'Choose a document of your register'),
  document: t('Handling', 'Document'),
  doAttach: t('Lägg till', 'Add'),
  next: t('Fortsätt', 'Continue'),
  back: t('Tillbaka', 'Back'),
};

/** What is sent along: documents that are uploaded or chosen. */
export const draftDocumentsPage = (
  shown: DraftShown & { readonly values: Values; readonly documents: Options },
): VNode => {
  const { reader, referral, again, values, documents } = shown;
  const { language, token } = reader;
  const action = `/remisser/${referral.id}/utkast/handlingar`;
  const fields = [
    { name: 'file', label: T.file[language], instead: t('Välj en fil', 'Choose a file')[language] },
    {
      name: 'title',
      label: T.title[language],
      instead: t('Skriv vad handlingen heter', 'Write what the document is called')[language],
    },
    { name: 'kind', label: T.kind[language], instead: undefined },
    {
      name: 'documentId',
      label: T.document[language],
      instead: t('Välj en handling', 'Choose a document')[language],
    },
  ];
  const may = (verb: string) => referral.availableActions.includes(verb);
  const errors = typeof again === 'object' ? errorsOf(again, fields, language) : [];
  const sent = textIn(values['_do']);
  const errorsIn = (form: string) => (sent === form ? errors : []);
  const of = (name: string, first = '') => ({
    name,
    value: again ? textIn(values[name]) || first : first,
    error: errors.find(({ field }) => field === name)?.words,
  });
  return draftPage(
    shown,
    'handlingar',
    <>
      <Sheet id="bifogade" heading={T.packet[language]}>
        {referral.documents.length === 0 ? (
          <p class="quiet">{T.none[language]}</p>
        ) : (
          <ul class="plain lined files">
            {referral.documents.map((document) => (
              <li>
                <DocumentLine document={document} language={language} />
                {may('detach-document') && (
                  <form method="post" action={action}>
                    <Hidden
                      values={{
                        _token: token,
                        _version: String(referral.version),
                        _key: randomUUID(),
                        _then: 'ta-bort',
                        documentId: document.id,
                      }}
                    />
                    <Button dense variant="tertiary" label={`${T.remove[language]} ${document.title ?? ''}`}>
                      {T.remove[language]}
                    </Button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        )}
      </Sheet>
      {may('attach-document') && (
        <DraftForm
          reader={reader}
          action={action}
          version={referral.version}
          errors={errorsIn('ladda-upp')}
          isUpload
        >
          <Hidden values={{ _then: 'ladda-upp' }} />
          <h2>{T.upload[language]}</h2>
          <TextField {...of('title')} label={T.title[language]} />
          <Choice
            {...of('kind', 'proposal')}
            label={T.kind[language]}
            options={PACKET_KINDS.map((kind) => [kind, documentKindWords[kind][language]] as const)}
          />
          <FileField
            name="file"
            label={T.file[language]}
            error={of('file').error ?? (again && chooseAgain(filesOf(values))?.[language])}
          />
          <div class="row">
            <Button variant="secondary">
              <Icon name="plus" />
              {T.doUpload[language]}
            </Button>
          </div>
        </DraftForm>
      )}
      {may('attach-document') && documents.length > 0 && (
        <DraftForm reader={reader} action={action} version={referral.version} errors={errorsIn('lagg-till')}>
          <Hidden values={{ _then: 'lagg-till' }} />
          <h2>{T.attach[language]}</h2>
          <Choice {...of('documentId')} label={T.document[language]} options={documents} />
          <div class="row">
            <Button variant="secondary">{T.doAttach[language]}</Button>
          </div>
        </DraftForm>
      )}
      <div class="row">
        <LinkButton href={`/remisser/${referral.id}/utkast/missiv`}>{T.next[language]}</LinkButton>
        <LinkButton variant="tertiary" href={`/remisser/${referral.id}/utkast/arende`}>
          {T.back[language]}
        </LinkButton>
      </div>
    </>,
  );
};
