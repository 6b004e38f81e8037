import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { ConsultationsQueries } from '../../consultations/consultations.queries.js';
import { CorrectExtension } from '../../deadlines/correct-extension.js';
import {
  CorrectExtensionBody,
  GrantExtensionBody,
  RefuseExtensionBody,
} from '../../deadlines/deadlines.dto.js';
import { DeadlinesQueries } from '../../deadlines/deadlines.queries.js';
import { ForeseeExtension } from '../../deadlines/plan/foresee-extension.js';
import { SettleExtension } from '../../deadlines/settle-extension.js';
import { WriteBody } from '../../http/write.dto.js';
import type { Texts } from '../../rules/texts.js';
import { Foreseen } from '../steps/foreseen.js';
import { ExtensionHead, type ExtensionSeen } from './extension-head.js';
import { ReadNames } from '../frame/read-names.js';
import { withDay, withName } from '../steps/receipt-words.js';
import { recordAction, type RecordPage, type Says } from '../steps/record-steps.js';
import { reason, t, type StepField } from '../steps/step-field.js';

type Field = StepField<ExtensionSeen>;

const until: Field = {
  name: 'until',
  kind: 'date',
  label: t('Anstånd till och med', 'Extension until'),
  instead: t('Ange dagen', 'Give the day'),
  first: ({ requestedUntil, grantedUntil }) => grantedUntil ?? requestedUntil,
  now: ({ requestedUntil, grantedUntil }) => grantedUntil ?? requestedUntil,
};
const right: readonly Field[] = [
  {
    name: 'until',
    kind: 'date',
    label: t('Rätt sista dag', 'The right last day'),
    now: ({ grantedUntil }) => grantedUntil,
  },
  {
    name: 'requestedOn',
    kind: 'date',
    label: t('Rätt dag då det begärdes', 'The right day it was asked for'),
    hint: t('Lämna tomt när dagen är rätt.', 'Leave empty where the day is right.'),
    // Of one outside Yttra, which has no other name.
    asked: ({ requestedOn, consultee, consultation }) =>
      requestedOn !== null &&
      (consultation.referralId === null || consultee === (consultation.consultee ?? '')),
    now: ({ requestedOn }) => requestedOn,
  },
  {
    name: 'takeBack',
    kind: 'yes',
    label: t(
      'Ta tillbaka anståndet: den tidigare sista svarsdagen gäller',
      'Take the extension back: the earlier reply-by date holds',
    ),
  },
  reason,
];
const comment: Field = {
  name: 'comment',
  kind: 'text',
  label: t('Kommentar till remissinstansen', 'Comment to the consultee'),
  instead: t('Skriv varför', 'Write why'),
  now: (extension) => extension.comment,
};

const whose = ({ consultee }: ExtensionSeen): Texts | undefined => withName('för', 'for', consultee);
const untilWhen: Says<ExtensionSeen> = ({ shown, reader }) => ({
  whose: whose(shown),
  how: withDay('till och med', 'until', shown.grantedUntil, reader),
});
const asBefore: Says<ExtensionSeen> = ({ shown, reader }) => ({
  whose: whose(shown),
  how: withDay(
    ': sista svarsdag är fortfarande',
    ': the reply-by date is still',
    shown.consultation.replyBy,
    reader,
  ),
});
const corrected: Says<ExtensionSeen> = ({ shown, reader }) => ({
  whose: whose(shown),
  how: withDay(': sista svarsdag är', ': the reply-by date is', shown.consultation.replyBy, reader),
});

/** The steps of a request for more time. */
@Injectable()
export class ExtensionSteps {
  readonly page: RecordPage<ExtensionSeen>;

  constructor(
    queries: DeadlinesQueries,
    consultations: ConsultationsQueries,
    names: ReadNames,
    settling: SettleExtension,
    correcting: CorrectExtension,
    foreseeExtension: ForeseeExtension,
  ) {
    this.page = {
      kind: 'extension',
      base: '/anstand',
      // prettier-ignore
      actions: [
        { ...recordAction('grant', 'ge', GrantExtensionBody, [until, comment], (caller, id, given) => settling.settle(caller, id, 'grant', given)), says: untilWhen },
        { ...recordAction('refuse', 'avsla', RefuseExtensionBody, [{ ...comment, label: t('Varför får de inte mer tid?', 'Why are they not given more time?') }], (caller, id, given) => settling.settle(caller, id, 'refuse', given)), says: asBefore },
        recordAction('cancel', 'aterta', WriteBody, [], (caller, id) => settling.settle(caller, id, 'cancel', {})),
        { ...recordAction('correct', 'ratta-anstandet', CorrectExtensionBody, right, (caller, id, given) => correcting.correct(caller, id, given)), says: corrected },
      ],
      read: async (caller, id) => {
        const extension = await queries.extension(caller, id, 'actions');
        const consultation = await consultations.one(caller, extension.consultationId);
        const known = await names.of([consultation.consultee]);
        const consultee = known.get(consultation.consultee ?? '') ?? consultation.consultee ?? '';
        return { ...extension, consultation, consultee };
      },
      view: (extension) => extension,
      choices: async () => undefined,
      leadsTo: async (caller, id) => {
        const { consultationId } = await queries.extension(caller, id);
        const { referralId, issuer } = await consultations.one(caller, consultationId);
        // The referral's page is its issuer's; the consultee goes on with its own part.
        const isIssuers = issuer !== null && caller.actor.staffOf.includes(issuer);
        return referralId && isIssuers ? `/remisser/${referralId}` : `/svar/${consultationId}`;
      },
      title: ({ consultation: { caseNumber } }, heading) => `${heading}, ${caseNumber}`,
      foresees: {
        verbs: ['grant'],
        field: 'until',
        show: async (caller, reader, { consultationId }, day) =>
          h(Foreseen, {
            reader,
            plan: day ? await foreseeExtension.foresee(caller, consultationId, day) : null,
          }),
      },
      head: (reader, extension, here) =>
        h(ExtensionHead, { reader, extension, here, actions: this.page.actions }),
    };
  }
}
