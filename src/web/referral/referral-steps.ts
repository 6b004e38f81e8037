import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import { h } from 'preact';
import type { Caller } from '../../changes/caller.js';
import type { Texts } from '../../rules/texts.js';
import { ShareCompilation } from '../../compilation/share-compilation.js';
import {
  ShareCompilationBody,
  type CompilationSharedView,
  type SharedCompilationRowView,
} from '../../compilation/shared-compilations.dto.js';
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
import { listed } from '../../rules/words.js';
import { civilDate } from '../../rules/civil-date.js';
import { PARTY_KINDS } from '../../rules/party-kind.js';
import { UNANSWERED_STATES } from '../../rules/consultation-states.js';
import {
  markingFields,
  publishingFields,
  whatLiftingDoes,
  whatMarkingDoes,
  whatPublishingDoes,
  type Offers,
} from '../steps/offers.js';
import {
  correctionIn,
  CorrectReferralForm,
  correctReferralFields,
  toldOfCorrection,
} from './correct-referral-form.js';
import { NOT_SAID, partyKindWords } from '../case/case-fields.js';
import { documentKindWords, PACKET_KINDS } from '../document/document-words.js';
import { ReadNames } from '../frame/read-names.js';
import { ReadOffers } from '../steps/read-offers.js';
import { dayInWords } from '../../markup/day.js';
import type { Reader } from '../frame/staff-frame.js';
import { together, withDay, withName } from '../steps/receipt-words.js';
import {
  recordAction,
  type Elsewhere,
  type FilesOfStep,
  type RecordPage,
  type Says,
} from '../steps/record-steps.js';
import { fileOfReply, MOST_FILES, namedInReply, titleOfFile } from '../reply/recorded-reply.js';
import { ReferralHead, titleOfReferral } from './referral-parts.js';
import { recordedReply } from '../reply/step-fields.js';
import { reason, t, worded, type Options, type StepField } from '../steps/step-field.js';

export interface ReferralChoices extends Offers {
  /** Those who have not answered: a body by its code, one outside by its consultation. */
  readonly unanswered: Options;
  /** Bodies that are not asked yet. */
  readonly bodies: Options;
  /** Bodies that may have decided to refer. */
  readonly deciding: Options;
  /** Those who have replied, by consultation. */
  readonly replied: Options;
  /** The version of the compilation that was shared last. */
  readonly lastShared: SharedCompilationRowView | undefined;
}

type Field = StepField<ReferralView, ReferralChoices>;

const until: Field = {
  name: 'until',
  kind: 'date',
  label: t('Ny sista svarsdag', 'New reply-by date'),
  instead: t('Ange dagen', 'Give the day'),
  now: ({ replyBy }) => replyBy,
};
const consultees: Field = {
  name: 'consultees',
  kind: 'several',
  label: t('Vilka?', 'Which of them?'),
  hint: t(
    'Välj ingen för alla som inte har svarat och har kortare tid.',
    'Choose none for all who have not answered and have less time.',
  ),
  options: ({ unanswered }) => unanswered,
};
const body: Field = {
  name: 'body',
  kind: 'choice',
  label: t('Organ i kommunen', 'Body of the municipality'),
  because: {
    consultee: t(
      'Välj ett organ i kommunen, eller skriv namnet på någon utanför',
      'Choose a body of the municipality, or write the name of somebody outside',
    ),
  },
  options: ({ bodies }, language) => [
    ['', t('Ingen: någon utanför kommunen', 'None: somebody outside')[language]],
    ...bodies,
  ],
};
const outsider: readonly Field[] = [
  {
    name: 'name',
    kind: 'line',
    label: t('Namn, för någon utanför kommunen', 'Name, of somebody outside the municipality'),
    hint: t('Lämna tomt när du har valt ett organ.', 'Leave empty when you have chosen a body.'),
    because: {
      'outsider-asked-twice': t(
        'Någon med det namnet står redan på listan. Kryssa i rutan om det är en annan.',
        'Somebody of that name is on the list already. Tick the box if it is another one.',
      ),
    },
  },
  { name: 'email', kind: 'email', label: t('E-post, om den finns', 'E-mail address, if there is one') },
  {
    name: 'askedAgain',
    kind: 'yes',
    label: t(
      'Det är en annan än den med samma namn på listan',
      'It is another one than that of the same name on the list',
    ),
  },
];
const replyBy: Field = {
  name: 'replyBy',
  kind: 'date',
  label: t('Svar senast', 'Reply by'),
  first: (referral) => referral.replyBy ?? '',
};

const note: Field = {
  name: 'note',
  kind: 'text',
  label: t('Hälsning till remissinstanserna', 'A word to the consultees'),
  hint: t(
    'Kan lämnas tomt. Står överst i sammanställningen.',
    'May be empty. Stands at the head of the compilation.',
  ),
};
const leaveOut: Field = {
  name: 'leaveOut',
  kind: 'several',
  label: t('Vilkas svar ska de andra inte se?', 'Whose replies are the others not to see?'),
  hint: t(
    'Det som är sekretessmarkerat visas aldrig för de andra, vad ni än väljer här.',
    'What is marked confidential is never shown to the others, whatever you choose here.',
  ),
  options: ({ replied }) => replied,
};
const sharedBefore = ({ number, sharedAt }: SharedCompilationRowView, { today }: Reader): Texts => {
  const day = civilDate(new Date(sharedAt));
  return t(
    `Senast delades version ${number}, ${dayInWords(day, 'sv', 'sentence', today)}.`,
    `Version ${number} was shared last, ${dayInWords(day, 'en', 'sentence', today)}.`,
  );
};
/** Whom it would be shown to before they have replied is said before, since it cannot be taken back. */
const sharedWithAll = (
  { consultees }: ReferralView,
  { lastShared }: ReferralChoices,
  reader: Reader,
): Texts | undefined => {
  const missing = consultees.filter(({ state }) => UNANSWERED_STATES.some((each) => each === state)).length;
  return together(
    lastShared && sharedBefore(lastShared, reader),
    whatSharingDoes,
    missing === 0
      ? undefined
      : t(
          `${missing} av de tillfrågade har inte svarat än, och får se de andras svar innan de svarar.`,
          `${missing} of those asked have not replied yet, and see what the others replied before they do.`,
        ),
  );
};
const whatSharingDoes = t(
  'Alla remissinstanser får se sammanställningen och hur deras egna synpunkter bemöttes, så som det är nu. En delad version går inte att ta tillbaka; delar ni igen blir det en ny version.',
  'Every consultee sees the compilation, and how its own remarks were met, as it is now. A version that was shared cannot be taken back; sharing again makes another one.',
);

const toldToAll = t(
  'Alla remissinstanser får veta att ni inte längre frågar. Det går inte att ångra.',
  'Every consultee is told that you no longer ask. It cannot be undone.',
);
const toldOfIt = t(
  'Alla remissinstanser får veta det, också de som har svarat. Det som skickades förut finns kvar som en tidigare version.',
  'Every consultee is told, also those who have replied. What was sent before stays as an earlier version.',
);
/** Nobody has been asked yet. */
const ofADraft = t(
  'Utkastet läggs ner, och ingen får något meddelande. Det går inte att ångra.',
  'The draft is dropped, and nobody is told. It cannot be undone.',
);

const whoReplied: readonly Field[] = [
  {
    name: 'name',
    kind: 'line',
    label: t('Vem har svarat?', 'Who has replied?'),
    instead: t('Skriv vem som har svarat', 'Write who has replied'),
    because: {
      'consultee-of-that-name': t(
        'Någon med det namnet är redan tillfrågad eller har svarat. Kryssa i rutan om det är en annan.',
        'Somebody of that name has been asked or has replied already. Tick the box if it is another one.',
      ),
    },
  },
  {
    name: 'kind',
    kind: 'choice',
    label: t('Den som svarat är', 'Who replied is'),
    hint: t(
      'Bara en organisation namnges i det offentliga diariet.',
      'Only an organisation is named in the public register.',
    ),
    options: worded(PARTY_KINDS, partyKindWords, NOT_SAID),
  },
  { name: 'email', kind: 'email', label: t('E-post, om den finns', 'E-mail address, if there is one') },
  {
    name: 'anotherOfTheName',
    kind: 'yes',
    label: t(
      'Det är en annan än den med samma namn på listan',
      'It is another one than that of the same name on the list',
    ),
  },
];
/** The files are kept first, and their documents named in the body. */
class RecordUnaskedReplyForm extends OmitType(RecordUnaskedReplyBody, ['documentId', 'attachments']) {}

const issuerOf: FilesOfStep<ReferralView>['body'] = (_caller, { issuer }) => issuer;

const unaskedReply: FilesOfStep<ReferralView> = {
  most: MOST_FILES,
  body: issuerOf,
  describe: (_shown, { name = '', receivedOn }, ...file) => fileOfReply({ from: name, receivedOn }, ...file),
  named: namedInReply,
};

/** What it is supplemented with, where that is not its questions alone. */
const supplement: readonly Field[] = [
  {
    name: 'files',
    kind: 'files',
    label: t('Nya handlingar', 'Further documents'),
    hint: t(
      'Välj inga om det bara är frågorna som ändras. Flera filer går bra.',
      'Choose none where only the questions change. Several files are fine.',
    ),
  },
  {
    name: 'title',
    kind: 'line',
    label: t('Handlingens rubrik', 'Title of the document'),
    hint: t('Filens namn, om du lämnar tomt.', 'The name of the file, if left empty.'),
  },
  {
    name: 'kind',
    kind: 'choice',
    label: t('Slag', 'Kind'),
    first: () => 'attachment',
    options: worded(PACKET_KINDS, documentKindWords),
  },
  {
    name: 'questions',
    kind: 'texts',
    label: t('Fråga', 'Question'),
    hint: t(
      'Skriv om en fråga eller lägg till en. Ingen kan tas bort, eftersom svar hänvisar till dem.',
      'Word a question anew or add one. None can be left out, since answers refer to them.',
    ),
    firsts: (_, { questions }) => questions.map(({ text }) => text),
    now: ({ questions }) => questions.map(({ text }) => text).join('\n'),
  },
  {
    ...reason,
    label: t('Varför kompletteras remissen?', 'Why is the referral supplemented?'),
    hint: t('Remissinstanserna läser skälet.', 'The consultees read the reason.'),
  },
];

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

const extended: Says<ReferralView> = ({ shown, body, reader }) => {
  const { until: day, consultees: chosen = [] } = body as ExtendReferralBody;
  const whom = shown.consultees
    .filter(({ body: code, consultationId }) =>
      [code, consultationId].some((each) => chosen.includes(each ?? '')),
    )
    .map(({ name }) => ({ sv: name, en: name }));
  const all = listed(whom, 'och', 'and');
  return {
    how: together(
      withDay('till och med', 'until', day, reader),
      whom.length > 0 ? { sv: `för ${all.sv}`, en: `for ${all.en}` } : undefined,
    ),
  };
};
const added: Says<ReferralView> = ({ shown, body }) => {
  const { body: code, name } = body as AddConsulteeBody;
  return { how: withName(':', ':', shown.consultees.find((each) => each.body === code)?.name ?? name) };
};
const fromWhom: Says<ReferralView> = ({ body }) => ({
  how: withName('från', 'from', (body as RecordUnaskedReplyBody).name),
});
const numberShared = (answer: CompilationSharedView): number => answer.compilation.number;
const asVersion: Says<ReferralView> = ({ answer }) => ({
  how: {
    sv: `som version ${numberShared(answer)}: så här ser remissinstanserna den`,
    en: `as version ${numberShared(answer)}: this is how the consultees see it`,
  },
});
/** The version that was shared, as those see it whom it was shared with. */
const versionAt = (answer: CompilationSharedView, id: string): string =>
  `/remisser/${id}/sammanstallningar/${numberShared(answer)}`;

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
