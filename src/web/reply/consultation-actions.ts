import { Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { ArchiveOwnFile } from '../../archive/archive-own-file.js';
import type { Caller } from '../../changes/caller.js';
import { LiftConsultationBody, MarkConsultationBody } from '../../confidentiality/confidentiality.dto.js';
import { partOfAConsultation } from '../../consultations/confidentiality/confidential-records.js';
import { MarkConfidential } from '../../consultations/confidentiality/mark-confidential.js';
import {
  CorrectConsulteeBody,
  CorrectDeclineBody,
  DeclineBody,
  AllowRecordedReplyBody,
  CorrectRegistrationBody,
  RegisterConsultationBody,
} from '../../consultations/registering.dto.js';
import { WriteMessageBody } from '../../consultations/messages.dto.js';
import { AllowRecordedReply } from '../../consultations/allow-recorded-reply.js';
import { DeclineConsultation } from '../../consultations/decline-consultation.js';
import { Messages } from '../../consultations/messages.js';
import { CorrectConsultee } from '../../consultations/correct-consultee.js';
import { RecallConsultation } from '../../consultations/recall-consultation.js';
import { RegisterConsultation } from '../../consultations/register-consultation.js';
import { ReopenConsultation } from '../../consultations/reopen-consultation.js';
import { RequestExtensionBody } from '../../deadlines/deadlines.dto.js';
import { RequestExtension } from '../../deadlines/request-extension.js';
import { AddReservation } from '../../decisions/add-reservation.js';
import { ConfirmMinutes } from '../../decisions/confirm-minutes.js';
import { CorrectDecision } from '../../decisions/correct-decision.js';
import { CorrectPostponement } from '../../decisions/correct-postponement.js';
import { DecideConsultation } from '../../decisions/decide-consultation.js';
import {
  AddReservationBody,
  ConfirmBody,
  CorrectDecisionBody,
  DecideBody,
  DecideByDelegationBody,
} from '../../decisions/decisions.dto.js';
import {
  CorrectPostponementBody,
  PrepareBody,
  TableBody,
  ReferBackBody,
  ScheduleBody,
} from '../../decisions/scheduling.dto.js';
import { ReportBody } from '../../decisions/reporting.dto.js';
import { KeepAgenda } from '../../decisions/keep-agenda.js';
import { ReportDecision } from '../../decisions/report-decision.js';
import {
  MuteRemindersBody,
  SnoozeRemindersBody,
  UnmuteRemindersBody,
} from '../../deadlines/reminders/reminders.dto.js';
import { SilenceReminders } from '../../deadlines/reminders/silence-reminders.js';
import { AcknowledgeReceipt } from '../../forwarding/acknowledge-receipt.js';
import { ForwardStatement } from '../../forwarding/forward-statement.js';
import { ForwardBody, ForwardCorrectionBody } from '../../forwarding/forwarding.dto.js';
import { RecordReply } from '../../forwarding/record-reply.js';
import { CorrectReplyBody, RecordReplyBody } from '../../forwarding/recorded-reply.dto.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import { PublishBody } from '../../publication/publications.dto.js';
import { PublishRecord } from '../../publication/publish-record.js';
import type { VerbOn } from '../../rules/kinds.js';
import { RequestSignatures } from '../../signatures/request-signatures.js';
import { RequestSignaturesBody, WithdrawSignatureRequestBody } from '../../signatures/signatures.dto.js';
import { WithdrawSignatureRequest } from '../../signatures/withdraw-signature-request.js';
import type { Texts } from '../../rules/texts.js';
import { AssignOfficer } from '../../statements/assign-officer.js';
import { ReviewStatement } from '../../statements/review-statement.js';
import { ReturnDraftBody } from '../../statements/statements.dto.js';
import { AssignOfficerBody } from '../../statements/assigning.dto.js';
import { WHAT_ARCHIVING_DOES } from '../case/archive-packages.js';
import { whatLiftingDoes, whatMarkingDoes, whatPublishingDoes } from '../steps/offers.js';
import type { Reply } from './read-reply.js';
import { RECEIPTS_OF_REPLY } from './receipts-of-reply.js';
import { fileOfReply, MOST_FILES, namedInReply, titleOfFile } from './recorded-reply.js';
import { recordAction, type FilesOfStep, type RecordAction } from '../steps/record-steps.js';
import { awaitedWhenForwarding } from './signatures.js';
import type { Choices } from './reply-choices.js';
import { fieldsOf } from './step-fields.js';

/** The files are kept first, and their documents named in the body. */
class RecordReplyForm extends OmitType(RecordReplyBody, ['documentId', 'attachments']) {}
class WriteMessageForm extends OmitType(WriteMessageBody, ['documents']) {}

const action = <Body extends object>(
  verb: VerbOn<'consultation'>,
  path: string,
  body: new () => Body,
  take: (caller: Caller, id: string, body: Body) => Promise<unknown>,
  danger?: Texts,
): RecordAction<Reply, Choices> => ({
  ...recordAction(verb, path, body, fieldsOf(verb), take, danger && (() => danger)),
  says: RECEIPTS_OF_REPLY[verb],
});

/** Its form shows what is recorded: whoever takes that back means none of it as a correction. */
const withoutWhatIsShown = (body: CorrectPostponementBody): CorrectPostponementBody =>
  body.takeBack
    ? { reason: body.reason, takeBack: true, ...(body.number !== undefined && { number: body.number }) }
    : body;

/** The reply that came as files is kept for the issuer, whose registrar records it. */
const replyInFiles: FilesOfStep<Reply> = {
  most: MOST_FILES,
  body: (_caller, { view }) => view.issuer ?? '',
  describe: ({ view, names }, { receivedOn }, ...file) =>
    fileOfReply({ from: names.get(view.consultee ?? '') ?? view.consultee ?? '', receivedOn }, ...file),
  named: namedInReply,
};

/** What a message carries is kept for the side that writes, and called what its files are called. */
const filesOfMessage: FilesOfStep<Reply> = {
  most: MOST_FILES,
  isOptional: true,
  isOfAnyVersion: true,
  body: ({ actor }, { view }) =>
    (view.consultee !== null && actor.staffOf.includes(view.consultee) ? view.consultee : view.issuer) ?? '',
  describe: (_shown, _fields, fileName) => ({
    title: titleOfFile(undefined, fileName, 1),
    kind: 'attachment',
    direction: 'outgoing',
  }),
  named: (documents) => (documents.length > 0 ? { documents } : {}),
};

/** Every step of a consultation that can be taken in a browser: below `/svar/{id}`. */
@Injectable()
export class ConsultationActions {
  readonly all: readonly RecordAction<Reply, Choices>[];

  constructor(
    registration: RegisterConsultation,
    officer: AssignOfficer,
    review: ReviewStatement,
    agenda: KeepAgenda,
    postponement: CorrectPostponement,
    decision: DecideConsultation,
    correction: CorrectDecision,
    reservation: AddReservation,
    minutes: ConfirmMinutes,
    reporting: ReportDecision,
    forwarding: ForwardStatement,
    receipt: AcknowledgeReceipt,
    refusal: DeclineConsultation,
    reopening: ReopenConsultation,
    consultee: CorrectConsultee,
    recalling: RecallConsultation,
    extension: RequestExtension,
    messages: Messages,
    allowing: AllowRecordedReply,
    recorded: RecordReply,
    marking: MarkConfidential,
    publishing: PublishRecord,
    silencing: SilenceReminders,
    signing: RequestSignatures,
    unsigning: WithdrawSignatureRequest,
    archiving: ArchiveOwnFile,
  ) {
    // prettier-ignore
    this.all = [
      action('register', 'registrera', RegisterConsultationBody, (caller, id, body) => registration.register(caller, id, body)),
      action('correct-registration', 'ratta-numret', CorrectRegistrationBody, (caller, id, body) => registration.correct(caller, id, body)),
      action('assign', 'fordela', AssignOfficerBody, (caller, id, body) => officer.assign(caller, id, body)),
      action('submit', 'lamna', WriteBody, (caller, id) => review.submit(caller, id)),
      action('return', 'aterlamna', ReturnDraftBody, (caller, id, { comment }) => review.return(caller, id, comment)),
      action('approve', 'godkann', WriteBody, (caller, id) => review.approve(caller, id)),
      action('schedule', 'satt-upp', ScheduleBody, (caller, id, body) => agenda.schedule(caller, id, body)),
      action('unschedule', 'ta-bort', WriteBody, (caller, id) => agenda.unschedule(caller, id)),
      action('table', 'bordlagg', TableBody, (caller, id, body) => agenda.table(caller, id, body)),
      action('refer-back', 'aterremittera', ReferBackBody, (caller, id, body) => agenda.referBack(caller, id, body)),
      action('prepare', 'bered', PrepareBody, (caller, id, body) => agenda.prepare(caller, id, body)),
      action('correct-postponement', 'ratta-bordlaggning', CorrectPostponementBody, (caller, id, body) => postponement.correct(caller, id, withoutWhatIsShown(body))),
      action('decide', 'beslut', DecideBody, (caller, id, body) => decision.decide(caller, id, body)),
      action('decide-by-delegation', 'delegation', DecideByDelegationBody, (caller, id, body) => decision.decideByDelegation(caller, id, body)),
      action('correct', 'ratta-beslutet', CorrectDecisionBody, (caller, id, body) => correction.correct(caller, id, body)),
      action('add-reservation', 'reservation', AddReservationBody, (caller, id, body) => reservation.add(caller, id, body)),
      action('confirm', 'justera', ConfirmBody, (caller, id, body) => minutes.confirm(caller, id, body)),
      action('report-to-board', 'anmal', ReportBody, (caller, id, body) => reporting.report(caller, id, body)),
      { ...action('forward', 'expediera', ForwardBody, (caller, id, body) => forwarding.forward(caller, id, body)), danger: awaitedWhenForwarding },
      action('forward-correction', 'expediera-rattat', ForwardCorrectionBody, (caller, id, body) => forwarding.forwardCorrection(caller, id, body)),
      action('request-signatures', 'underskrifter', RequestSignaturesBody, (caller, id, body) => signing.request(caller, id, body)),
      action('withdraw-signature-request', 'ta-tillbaka-underskrifter', WithdrawSignatureRequestBody, (caller, id, body) => unsigning.withdraw(caller, id, body)),
      action('acknowledge', 'kvittera', WriteBody, (caller, id) => receipt.acknowledge(caller, id)),
      action('decline', 'avboj', DeclineBody, (caller, id, body) => refusal.decline(caller, id, body)),
      action('correct-decline', 'ratta-avbojandet', CorrectDeclineBody, (caller, id, body) => refusal.correct(caller, id, body)),
      action('correct-consultee', 'ratta-remissinstansen', CorrectConsulteeBody, (caller, id, body) => consultee.correct(caller, id, body)),
      action('reopen', 'oppna-igen', ReasonBody, (caller, id) => reopening.reopen(caller, id)),
      action('archive', 'arkivera', WriteBody, (caller, id) => archiving.archive(caller, id), WHAT_ARCHIVING_DOES),
      action('recall', 'ta-tillbaka', ReasonBody, (caller, id, { reason }) => recalling.recall(caller, id, reason)),
      action('allow-recorded-reply', 'lat-fora-in', AllowRecordedReplyBody, (caller, id, body) => allowing.allow(caller, id, body)),
      { ...action('record-reply', 'for-in-svar', RecordReplyForm, (caller, id, body) => recorded.record(caller, id, body as RecordReplyBody)), files: replyInFiles },
      action('correct-reply', 'ratta-infort-svar', CorrectReplyBody, (caller, id, body) => recorded.correct(caller, id, body)),
      action('request-extension', 'anstand', RequestExtensionBody, (caller, id, body) => extension.request(caller, id, body)),
      action('mark-confidential', 'sekretessmarkera', MarkConsultationBody, (caller, id, { of, ...body }) => marking.mark(caller, partOfAConsultation(of), id, body), whatMarkingDoes),
      action('lift-confidentiality', 'hav-sekretess', LiftConsultationBody, (caller, id, { of }) => marking.lift(caller, partOfAConsultation(of), id), whatLiftingDoes),
      action('publish', 'publicera', PublishBody, (caller, id, body) => publishing.publish(caller, 'statement', id, body), whatPublishingDoes),
      action('mute-reminders', 'tysta', MuteRemindersBody, (caller, id, body) => silencing.silence(caller, id, 'mute', body)),
      action('snooze-reminders', 'skjut-upp', SnoozeRemindersBody, (caller, id, body) => silencing.silence(caller, id, 'snooze', body)),
      action('unmute-reminders', 'paminn', UnmuteRemindersBody, (caller, id, body) => silencing.silence(caller, id, 'unmute', body)),
      { ...action('write-message', 'meddelande', WriteMessageForm, (caller, id, body) => messages.write(caller, id, body)), files: filesOfMessage },
    ];
  }
}
