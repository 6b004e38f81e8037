import { Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { h } from 'preact';
import { EditCaseBody, CorrectCaseNumberBody, type CaseView } from '../../cases/cases.dto.js';
import { ArchiveCase } from '../../archive/archive-case.js';
import { CasesQueries } from '../../cases/cases.queries.js';
import { CorrectCaseNumber } from '../../cases/correct-case-number.js';
import { EditCase } from '../../cases/edit-case.js';
import { SettleCase } from '../../cases/settle-case.js';
import { MarkConfidentialBody } from '../../confidentiality/confidentiality.dto.js';
import { caseItself } from '../../consultations/confidentiality/confidential-records.js';
import { MarkConfidential } from '../../consultations/confidentiality/mark-confidential.js';
import { OpenConsultationBody } from '../../consultations/registering.dto.js';
import { OpenOwnConsultation } from '../../consultations/open-own-consultation.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import { PublishBody } from '../../publication/publications.dto.js';
import { PublishRecord } from '../../publication/publish-record.js';
import { WHAT_ARCHIVING_DOES } from './archive-packages.js';
import { CaseHead, titleOfCase } from './case-head.js';
import {
  markingFields,
  publishingFields,
  whatLiftingDoes,
  whatMarkingDoes,
  whatPublishingDoes,
  type Offers,
} from '../steps/offers.js';
import { ReadOffers } from '../steps/read-offers.js';
import { addressOf } from '../frame/list-parts.js';
import { classification, originFields, priorDecisions, relatedCases, title } from './case-fields.js';
import { recordAction, type RecordPage } from '../steps/record-steps.js';
import { reason, t, type StepField } from '../steps/step-field.js';

type Field = StepField<CaseView, Offers>;

const whyOther: Field = {
  ...reason,
  hint: t(
    'Behövs när du ändrar eller tar bort något som står där. Står i ärendets historik.',
    'Needed where you change or remove something that stands there. Stands in the history of the matter.',
  ),
};
const caseNumber: Field = {
  name: 'caseNumber',
  kind: 'line',
  label: t('Rätt diarienummer', 'The right case number'),
  instead: t('Skriv numret', 'Write the number'),
  first: (view) => view.caseNumber,
  now: (view) => view.caseNumber,
};
const ownReply: readonly Field[] = [
  {
    name: 'replyBy',
    kind: 'date',
    label: t('Svar senast', 'Reply by'),
    hint: t(
      'Dagen som avsändaren har angett, om du lämnar tomt.',
      'The day that the sender has given, if left empty.',
    ),
  },
  { name: 'receivedOn', kind: 'date', label: t('Inkom den', 'Received on') },
];

/** The body is the case's own. */
class OpenConsultationForm extends OmitType(OpenConsultationBody, ['consultee']) {}

/** The steps of a case that are taken on its page. */
@Injectable()
export class CaseSteps {
  readonly page: RecordPage<CaseView, Offers>;

  constructor(
    queries: CasesQueries,
    editing: EditCase,
    correcting: CorrectCaseNumber,
    settling: SettleCase,
    archiving: ArchiveCase,
    opening: OpenOwnConsultation,
    marking: MarkConfidential,
    publishing: PublishRecord,
    offers: ReadOffers,
  ) {
    this.page = {
      kind: 'case',
      base: '/arenden',
      // prettier-ignore
      actions: [
        recordAction('edit', 'andra', EditCaseBody, [title, classification, relatedCases, priorDecisions, ...originFields, whyOther], (caller, id, given) => editing.edit(caller, id, given)),
        recordAction('correct-registration', 'ratta-numret', CorrectCaseNumberBody, [caseNumber, reason], (caller, id, given) => correcting.correct(caller, id, given)),
        recordAction('open-consultation', 'eget-svar', OpenConsultationForm, ownReply, async (caller, id, given) => {
          const { issuer } = await queries.one(caller, id);
          return opening.open(caller, id, { ...given, consultee: issuer });
        }),
        recordAction('mark-confidential', 'sekretessmarkera', MarkConfidentialBody, markingFields, (caller, id, given) => marking.mark(caller, caseItself, id, given), () => whatMarkingDoes),
        recordAction('lift-confidentiality', 'hav-sekretess', ReasonBody, [reason], (caller, id) => marking.lift(caller, caseItself, id), () => whatLiftingDoes),
        recordAction('publish', 'publicera', PublishBody, publishingFields, (caller, id, given) => publishing.publish(caller, 'case', id, given), () => whatPublishingDoes),
        recordAction('close', 'avsluta', WriteBody, [], (caller, id) => settling.settle(caller, id, 'close')),
        recordAction('reopen', 'oppna-igen', WriteBody, [], (caller, id) => settling.settle(caller, id, 'reopen')),
        recordAction('archive', 'arkivera', WriteBody, [], (caller, id) => archiving.archive(caller, id), () => WHAT_ARCHIVING_DOES),
      ],
      elsewhere: { 'create-referral': ({ id }) => addressOf('/remisser/ny', { arende: id }) },
      read: (caller, id) => queries.one(caller, id, 'actions'),
      view: (view) => view,
      choices: (_, { id, title: its, issuer, confidentiality }, verb, caller) =>
        offers.of(caller, verb, { kind: 'case', id, title: its, parts: [['case', issuer]], confidentiality }),
      title: titleOfCase,
      head: (reader, view, here) => h(CaseHead, { reader, view, here }),
    };
  }
}
