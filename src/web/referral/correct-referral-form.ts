import { OmitType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { CorrectReferralBody } from '../../consultations/planning.dto.js';
import { BodyCode, CivilDate, Section } from '../../http/field-rules.js';
import { because } from '../../http/refusals.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { Invalid } from '../../rules/problem.js';
import { reason, t, type Options, type StepField } from '../steps/step-field.js';

/** The decision to refer is three fields of the form, and one of the API. */
export class CorrectReferralForm extends OmitType(CorrectReferralBody, ['decidedBy']) {
  @IsOptional()
  @BodyCode()
  decidedBody?: string;

  @IsOptional()
  @CivilDate()
  decidedOn?: string;

  @IsOptional()
  @Section()
  section?: string;
}

const GIVE_DAY = t('Ange sammanträdesdagen.', 'Give the day of the meeting.');
const GIVE_SECTION = t('Ange paragrafen.', 'Give the section.');

/** @throws Invalid for a part of a decision. */
export function correctionIn({
  decidedBody,
  decidedOn,
  section,
  ...body
}: CorrectReferralForm): CorrectReferralBody {
  if (decidedBody === undefined || (decidedOn === undefined && section === undefined))
    return { ...body, decidedBy: null };
  if (decidedOn === undefined) throw new Invalid({ pointer: '/decidedOn', ...because.required(GIVE_DAY) });
  if (section === undefined) throw new Invalid({ pointer: '/section', ...because.required(GIVE_SECTION) });
  return { ...body, decidedBy: { body: decidedBody, date: decidedOn, section } };
}

type Field = StepField<ReferralView, { readonly deciding: Options }>;

export const correctReferralFields: readonly Field[] = [
  {
    name: 'sentOn',
    kind: 'date',
    label: t('Skickad den', 'Sent on'),
    hint: t(
      'Dagen då den skickades, när den fördes in senare.',
      'The day it was sent, where it was entered later.',
    ),
    first: ({ sentOn }) => sentOn ?? undefined,
    now: ({ sentOn }) => sentOn,
  },
  {
    name: 'title',
    kind: 'line',
    label: t('Remissens rubrik', 'Title of the referral'),
    first: ({ title }) => title,
    now: ({ title }) => title,
  },
  {
    name: 'letter',
    kind: 'text',
    label: t('Missiv', 'Letter'),
    first: ({ letter }) => letter ?? undefined,
    now: ({ letter }) => letter,
  },
  {
    name: 'decidedBody',
    kind: 'choice',
    label: t('Organ som beslutade att remittera', 'Body that decided to refer'),
    options: ({ deciding }) => deciding,
    first: ({ decidedBy, issuer }) => decidedBy?.body ?? issuer,
    now: ({ decidedBy }) => decidedBy?.body,
  },
  {
    name: 'decidedOn',
    kind: 'date',
    label: t('Sammanträdesdag', 'Day of the meeting'),
    hint: t(
      'Lämna dag och paragraf tomma när inget sammanträde beslutade.',
      'Leave day and section empty where no meeting decided.',
    ),
    first: ({ decidedBy }) => decidedBy?.date,
    now: ({ decidedBy }) => decidedBy?.date,
  },
  {
    name: 'section',
    kind: 'line',
    label: t('Paragraf', 'Section'),
    first: ({ decidedBy }) => decidedBy?.section,
    now: ({ decidedBy }) => decidedBy?.section,
  },
  {
    name: 'delegationBarred',
    kind: 'text',
    label: t(
      'Varför får en tjänsteperson inte besluta svaret på delegation?',
      'Why may an officer not decide the reply by delegation?',
    ),
    hint: t('Lämna tomt när det får ske.', 'Leave empty where one may.'),
    emptied: true,
    first: ({ delegationBarred }) => delegationBarred ?? undefined,
    now: ({ delegationBarred }) => delegationBarred,
  },
  {
    ...reason,
    label: t('Varför rättas remissen?', 'Why is the referral corrected?'),
    hint: t(
      'Står i historiken. Rättar du något annat än dagen läser remissinstanserna det.',
      'Stands in the history. Where you correct anything but the day, the consultees read it.',
    ),
  },
];

export const toldOfCorrection = t(
  'Rättas något annat än dagen får alla remissinstanser veta det, också de som har svarat. Det som skickades förut finns kvar som en tidigare version.',
  'Where anything but the day is corrected, every consultee is told, also those who have replied. What was sent before stays as an earlier version.',
);
