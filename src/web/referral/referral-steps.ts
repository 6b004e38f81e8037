import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { h } from 'preact';
import type { Caller } from '../../changes/caller.js';
import { ShareCompilation } from '../../compilation/share-compilation.js';
import { ShareCompilationBody } from '../../compilation/shared-compilations.dto.js';
import { SharedCompilationsQueries } from '../../compilation/shared-compilations.queries.js';
import { MarkConfidentialBody } from '../../confidentiality/confidentiality.dto.js';
import { CorrectReferral } from '../../consultations/correct-referral.js';
import { AddConsultees } from '../../consultations/add-consultees.js';
import { referralItself } from '../../consultations/confidentiality/confidential-records.js';
import { MarkConfidential } from '../../consultations/confidentiality/mark-confidential.js';
import { SupplementReferralBody } from '../../consultations/planning.dto.js';
import { ReopenReferral } from '../../consultations/reopen-referral.js';
import { SettleReferral } from '../../consultations/settle-referral.js';
import { SupplementReferral } from '../../consultations/supplement-referral.js';
import { ExtendReferralBody } from '../../deadlines/deadlines.dto.js';
import { ExtendReferral } from '../../deadlines/extend-referral.js';
import { RecordUnaskedReply } from '../../forwarding/record-unasked-reply.js';
import { RecordUnaskedReplyBody } from '../../forwarding/recorded-reply.dto.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import { PageQuery } from '../../lists/paging.dto.js';
import { PublishBody } from '../../publication/publications.dto.js';
import { PublishRecord } from '../../publication/publish-record.js';
import { AddConsulteeBody, type ReferralView } from '../../referrals/referrals.dto.js';
import { ReferralsQueries } from '../../referrals/referrals.queries.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import {
  markingFields,
  publishingFields,
  whatLiftingDoes,
  whatMarkingDoes,
  whatPublishingDoes,
} from '../steps/offers.js';
import {
  correctionIn,
  CorrectReferralForm,
  correctReferralFields,
  toldOfCorrection,
} from './correct-referral-form.js';
import { ReadNames } from '../frame/read-names.js';
import { ReadOffers } from '../steps/read-offers.js';
import { recordAction, type Elsewhere, type FilesOfStep, type RecordPage } from '../steps/record-steps.js';
import { fileOfReply, MOST_FILES, namedInReply, titleOfFile } from '../reply/recorded-reply.js';
import { ReferralHead, titleOfReferral } from './referral-parts.js';
import { added, asVersion, extended, fromWhom, versionAt } from './receipts-of-referral.js';
import {
  body,
  consultees,
  leaveOut,
  note,
  ofADraft,
  outsider,
  replyBy,
  sharedWithAll,
  supplement,
  toldOfIt,
  toldToAll,
  until,
  whoReplied,
  type ReferralChoices,
} from './referral-step-fields.js';
import { recordedReply } from '../reply/step-fields.js';
import { reason, t, type Options } from '../steps/step-field.js';

/** The files are kept first, and their documents named in the body. */
class RecordUnaskedReplyForm extends OmitType(RecordUnaskedReplyBody, ['documentId', 'attachments']) {}

const issuerOf: FilesOfStep<ReferralView>['body'] = (_caller, { issuer }) => issuer;

const unaskedReply: FilesOfStep<ReferralView> = {
  most: MOST_FILES,
  body: issuerOf,
  describe: (_shown, { name = '', receivedOn }, ...file) => fileOfReply({ from: name, receivedOn }, ...file),
  named: namedInReply,
};

/** The documents are kept first, and named in the body. */
class SupplementForm extends OmitType(SupplementReferralBody, ['documents']) {}

const supplementInFiles: FilesOfStep<ReferralView> = {
  most: MOST_FILES,
  isOptional: true,
  body: issuerOf,
  describe: (_shown, { title, kind = 'attachment' }, fileName, _index, count) => ({
    title: titleOfFile(title, fileName, count),
    kind,
  }),
  named: (documents) => (documents.length > 0 ? { documents } : {}),
};

/** A draft is written and sent on pages of its own. */
const draftAt = ({ id }: Elsewhere): string => `/remisser/${id}/utkast/arende`;

/** The steps of a referral that are taken on its page; a draft is written and sent on pages of its own. */
@Injectable()
export class ReferralSteps {
  readonly page: RecordPage<ReferralView, ReferralChoices>;

  constructor(
    private readonly queries: ReferralsQueries,
    names: ReadNames,
    private readonly supplementing: SupplementReferral,
    settling: SettleReferral,
    reopening: ReopenReferral,
    extending: ExtendReferral,
    correcting: CorrectReferral,
    adding: AddConsultees,
    sharing: ShareCompilation,
    marking: MarkConfidential,
    publishing: PublishRecord,
    offers: ReadOffers,
    unasked: RecordUnaskedReply,
    shared: SharedCompilationsQueries,
  ) {
    const lastShared = async (caller: Caller, id: string) =>
      (await shared.ofReferral(caller, id, Object.assign(new PageQuery(), { limit: 1 }))).items[0];
    this.page = {
      kind: 'referral',
      base: '/remisser',
      elsewhere: {
        'summarize-replies': ({ id }) => `/remisser/${id}/sammanstallning/avsnitt`,
        'gather-remarks': ({ id }) => `/remisser/${id}/sammanstallning/avsnitt`,
        edit: draftAt,
        'attach-document': draftAt,
        'detach-document': draftAt,
        send: draftAt,
      },
      // prettier-ignore
      actions: [
        { ...recordAction('extend', 'forlang', ExtendReferralBody, [until, consultees, reason], (caller, id, given) => extending.extend(caller, id, given)), says: extended },
        { ...recordAction('add-consultee', 'lagg-till', AddConsulteeBody, [body, ...outsider, replyBy, reason], (caller, id, given) => adding.add(caller, id, given)), says: added },
        { ...recordAction('record-unasked-reply', 'oombett-svar', RecordUnaskedReplyForm, [...whoReplied, ...recordedReply], (caller, id, given) => unasked.record(caller, id, given as RecordUnaskedReplyBody)), files: unaskedReply, says: fromWhom },
        recordAction('correct', 'ratta', CorrectReferralForm, correctReferralFields, (caller, id, given) => correcting.correct(caller, id, correctionIn(given)), () => toldOfCorrection),
        { ...recordAction('supplement', 'komplettera', SupplementForm, supplement, (caller, id, given) => this.supplement(caller, id, given), () => toldOfIt), files: supplementInFiles, own: ['questions', 'reason'] },
        { ...recordAction('share-compilation', 'dela-sammanstallning', ShareCompilationBody, [note, leaveOut, reason], (caller, id, given) => sharing.share(caller, id, given), sharedWithAll), says: asVersion, leadsTo: versionAt },
        recordAction('mark-confidential', 'sekretessmarkera', MarkConfidentialBody, markingFields, (caller, id, given) => marking.mark(caller, referralItself, id, given), () => whatMarkingDoes),
        recordAction('lift-confidentiality', 'hav-sekretess', ReasonBody, [reason], (caller, id) => marking.lift(caller, referralItself, id), () => whatLiftingDoes),
        recordAction('publish', 'publicera', PublishBody, publishingFields, (caller, id, given) => publishing.publish(caller, 'referral', id, given), () => whatPublishingDoes),
        recordAction('close', 'avsluta', WriteBody, [reason], (caller, id) => settling.settle(caller, id, 'close'),
          () => t('De remissinstanser som inte har beslutat än får läget Svarade inte.', 'Consultees that have not decided by now get the state No reply.')),
        recordAction('reopen', 'oppna-igen', ReasonBody, [reason], (caller, id) => reopening.reopen(caller, id)),
        recordAction('withdraw', 'aterkalla', ReasonBody, [reason], (caller, id) => settling.settle(caller, id, 'withdraw'),
          ({ state }: ReferralView) => (state === 'draft' ? ofADraft : toldToAll)),
      ],
      read: (caller, id) => queries.one(caller, id, 'actions'),
      view: (referral) => referral,
      choices: async ({ actor }, referral, verb, caller) => {
        const asked = referral.consultees.map((each) => each.body);
        const { id, title, issuer, confidentiality } = referral;
        const all = await names.bodies();
        return {
          ...(await offers.of(caller, verb, {
            kind: 'referral',
            id,
            title,
            parts: [['referral', issuer]],
            confidentiality,
          })),
          unanswered: referral.consultees.flatMap((each): Options =>
            UNANSWERED_STATES.some((state) => state === each.state)
              ? [[each.body ?? each.consultationId ?? each.name, each.name]]
              : [],
          ),
          replied: verb === 'share-compilation' ? await names.whoReplied(actor, referral.id) : [],
          lastShared: verb === 'share-compilation' ? await lastShared(caller, referral.id) : undefined,
          deciding: all,
          bodies: all.filter(([code]) => code !== referral.issuer && !asked.includes(code)),
        };
      },
      title: titleOfReferral,
      head: (reader, referral, here) => h(ReferralHead, { reader, referral, here }),
    };
  }

  /** Questions that stand as they stood are no supplement. */
  private async supplement(
    caller: Caller,
    id: string,
    { questions, ...body }: SupplementReferralBody,
  ): Promise<ReferralView> {
    const before = await this.queries.one(caller, id);
    const isAsBefore = isDeepStrictEqual(
      questions?.map(({ text }) => text),
      before.questions.map(({ text }) => text),
    );
    return this.supplementing.supplement(
      caller,
      id,
      isAsBefore || !questions ? body : { ...body, questions },
    );
  }
}
