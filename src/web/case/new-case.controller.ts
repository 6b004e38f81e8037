import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RegisterCaseBody, type CaseView } from '../../cases/cases.dto.js';
import { RegisterCase } from '../../cases/register-case.js';
import { Does } from '../../http/does.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { NotFound } from '../../rules/problem.js';
import { permits } from '../../rules/policy.js';
import type { Language, Texts } from '../../rules/texts.js';
import type { SettingsField, SettingsForm } from '../administration/settings-form.js';
import { SettingsForms } from '../administration/settings-forms.js';
import { registerPath } from '../frame/list-parts.js';
import { classification, originFields, relatedCases, title, type CaseField } from './case-fields.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { t } from '../steps/step-field.js';

export const NEW_CASE_PATH = 'nytt-arende';
export const REGISTER_CASE = t('Registrera ett ärende', 'Register a case');

/** A case of its own, such as one that begins with what somebody outside has sent. */
@PagesAt(`diarium/:body/${NEW_CASE_PATH}`)
export class NewCaseController {
  constructor(
    private readonly forms: SettingsForms,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly registerCase: RegisterCase,
  ) {}

  @GetPage()
  async show(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.show(await this.form(body, { request, reply }), { request, reply });
  }

  @Does('case.register')
  @PostForm()
  async register(
    @Param('body') body: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.forms.take(await this.form(body, { request, reply }), { request, reply });
  }

  /** @throws NotFound for whoever may register no case there. */
  private async form(given: string, { request }: Http): Promise<SettingsForm> {
    const { actor, language, today } = this.readers.of(request);
    const body = given.toUpperCase();
    if (!permits(actor, 'case.register', { body })) throw new NotFound();
    const name = (await this.names.of([body])).get(body) ?? body;
    const register = registerPath(body);
    return {
      heading: REGISTER_CASE[language],
      way: [[`${t('Diarium', 'Register')[language]}: ${name}`, register]],
      path: `${register}/${NEW_CASE_PATH}`,
      back: register,
      button: t('Registrera', 'Register')[language],
      fields: fieldsOf(language, today),
      body: RegisterCaseBody,
      read: ({ confidentiality, ...typed }) => ({
        ...typed,
        issuer: body,
        // Of a case that is not marked nothing is said; of one that is, its registrar alone sees it at first.
        ...(confidentiality !== undefined && {
          confidentiality: { ...confidentiality, seenBy: [{ person: actor.username }] },
        }),
      }),
      take: (caller, typed) => this.registerCase.register(caller, typed),
      done: ({ id }: CaseView) => `/arenden/${id}`,
    };
  }
}

/** What a case is registered with, as it is corrected later; nothing stands in it yet. */
function fieldsOf(language: Language, today: string): SettingsField[] {
  return [title, caseNumber, classification, relatedCases, ...originFields, provision].map(
    ({ name, kind, label, hint, instead, options }) => ({
      name,
      kind: kind as SettingsField['kind'],
      label,
      hint: name === 'origin.receivedOn' ? dayOfReceipt(today) : hint,
      instead,
      ...(options && { options: options(undefined, language) }),
    }),
  );
}

const caseNumber: CaseField = {
  name: 'caseNumber',
  kind: 'line',
  label: t('Diarienummer', 'Case number'),
  hint: t('Lämna tomt för nästa nummer i serien.', 'Leave empty for the next number of the series.'),
};
const provision: CaseField = {
  name: 'confidentiality.provision',
  kind: 'line',
  label: t('Sekretessmarkera med lagrum', 'Mark confidential by'),
  hint: t(
    'Till exempel OSL 21:7. Då ser bara du ärendet tills du väljer vilka fler. Lämna annars tomt.',
    'Such as OSL 21:7. Then you alone see the case until you choose who else. Leave empty otherwise.',
  ),
};
const dayOfReceipt = (today: string): Texts =>
  t(
    `Den dag remissen kom in (5 kap. 2 § offentlighets- och sekretesslagen). Lämna tomt för i dag, ${today}.`,
    `The day the referral came in (Public Access to Information and Secrecy Act 5:2). Leave empty for today, ${today}.`,
  );
