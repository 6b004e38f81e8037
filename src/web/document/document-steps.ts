import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { MarkConfidentialBody } from '../../confidentiality/confidentiality.dto.js';
import { documentItself } from '../../consultations/confidentiality/confidential-records.js';
import { MarkConfidential } from '../../consultations/confidentiality/mark-confidential.js';
import { CorrectDocument } from '../../documents/correct-document.js';
import { CorrectDocumentBody, DOCUMENT_KINDS, type DocumentView } from '../../documents/documents.dto.js';
import { DocumentsQueries } from '../../documents/documents.queries.js';
import { RemoveDocument } from '../../documents/remove-document.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import { DocumentHead, titleOfDocument } from './document-page.js';
import { documentKindWords } from './document-words.js';
import { markingFields, whatLiftingDoes, whatMarkingDoes, type Offers } from '../steps/offers.js';
import { ReadOffers } from '../steps/read-offers.js';
import { recordAction, type RecordPage } from '../steps/record-steps.js';
import { reason, t, worded, type StepField } from '../steps/step-field.js';

type Field = StepField<DocumentView, Offers>;

/** How it is filed, where that is wrong. */
const corrected: readonly Field[] = [
  {
    name: 'title',
    kind: 'line',
    label: t('Rubrik', 'Title'),
    instead: t('Skriv vad handlingen heter', 'Write what the document is called'),
    first: ({ title }) => title,
    now: ({ title }) => title,
  },
  {
    name: 'kind',
    kind: 'choice',
    label: t('Slag', 'Kind'),
    options: worded(DOCUMENT_KINDS, documentKindWords),
    first: ({ kind }) => kind,
    now: ({ kind }, _, language) => documentKindWords[kind][language],
  },
  {
    name: 'receivedOn',
    kind: 'date',
    label: t('Inkom den', 'Received on'),
    hint: t('Bara för en handling som har kommit in.', 'Only of a document that came in.'),
    first: ({ receivedOn }) => receivedOn ?? undefined,
    now: ({ receivedOn }) => receivedOn,
  },
  reason,
];

const goneForGood = t(
  'Filen tas bort för gott. Det går bara så länge inget hänvisar till den, och historiken säger att den har funnits.',
  'The file is deleted for good. It can be while nothing refers to it, and the history says that it was there.',
);

/** The steps of a document that are taken on its page. */
@Injectable()
export class DocumentSteps {
  readonly page: RecordPage<DocumentView, Offers>;

  constructor(
    queries: DocumentsQueries,
    correcting: CorrectDocument,
    marking: MarkConfidential,
    offers: ReadOffers,
    removing: RemoveDocument,
  ) {
    this.page = {
      kind: 'document',
      base: '/handlingar',
      // prettier-ignore
      actions: [
        recordAction('correct', 'ratta', CorrectDocumentBody, corrected, (caller, id, given) => correcting.correct(caller, id, given)),
        recordAction('mark-confidential', 'sekretessmarkera', MarkConfidentialBody, markingFields, (caller, id, given) => marking.mark(caller, documentItself, id, given), () => whatMarkingDoes),
        { ...recordAction('remove', 'ta-bort', WriteBody, [], (caller, id) => removing.remove(caller, id), () => goneForGood), leadsTo: '/inkorg' },
        recordAction('lift-confidentiality', 'hav-sekretess', ReasonBody, [reason], (caller, id) => marking.lift(caller, documentItself, id), () => whatLiftingDoes),
      ],
      read: (caller, id) => queries.one(caller, id, 'actions'),
      view: (document) => ({ ...document, state: 'stored' }),
      choices: (_, { id, title, body, confidentiality }, verb, caller) =>
        offers.of(caller, verb, {
          kind: 'document',
          id,
          title,
          parts: [['document', body]],
          confidentiality,
        }),
      leadsTo: async (_, id) => `/handlingar/${id}/om`,
      back: t('Tillbaka till handlingen', 'Back to the document'),
      title: titleOfDocument,
      head: (reader, document, here) => h(DocumentHead, { reader, document, here }),
    };
  }
}
