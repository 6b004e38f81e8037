import { Injectable } from '@nestjs/common';
import { IsOptional, IsUUID, ValidateIf } from 'class-validator';
import type { CaseView } from '../../cases/cases.dto.js';
import { RegisterCase } from '../../cases/register-case.js';
import type { Caller } from '../../changes/caller.js';
import { BodyCode, CaseNumber, OneLine } from '../../http/field-rules.js';
import { because } from '../../http/refusals.js';
import { CreateReferral } from '../../referrals/create-referral.js';
import type { ReferralView } from '../../referrals/referrals.dto.js';
import { Invalid } from '../../rules/problem.js';
import { Act } from '../steps/act.js';
import { newCaseAt } from './draft-case-page.js';
import { textIn } from './draft-form.js';
import { KeptWarnings } from '../steps/kept-warnings.js';
import { ReadDraft } from './read-draft.js';
import { ShowDraft, type Http } from './show-draft.js';

/** Where a referral begins: in a case that is there, or in one that is registered with it. */
class BeginReferralForm {
  @ValidateIf(({ registerAt }: BeginReferralForm) => registerAt === undefined)
  @IsUUID()
  caseId?: string;

  /** The body that a case is registered at with it. */
  @IsOptional()
  @BodyCode()
  registerAt?: string;

  @IsOptional()
  @OneLine(300)
  caseTitle?: string;

  @IsOptional()
  @CaseNumber()
  caseNumber?: string;

  @IsOptional()
  @OneLine(60)
  classification?: string;

  @OneLine(300)
  title!: string;

  @IsOptional()
  @IsUUID()
  copyFrom?: string;
}

/** Begins a referral in a case that is there, or registers one for it. */
@Injectable()
export class BeginDraft {
  constructor(
    private readonly act: Act,
    private readonly createReferral: CreateReferral,
    private readonly readDraft: ReadDraft,
    private readonly registerCase: RegisterCase,
    private readonly showDraft: ShowDraft,
    private readonly warnings: KeptWarnings,
  ) {}

  async begin(http: Http): Promise<void> {
    let registered: CaseView | undefined;
    await this.act.act(http.request, http.reply, {
      body: BeginReferralForm,
      read: ({ caseId, ...typed }) => {
        const registerAt = newCaseAt(textIn(caseId));
        return { ...typed, ...(registerAt === undefined ? { caseId } : { registerAt }) };
      },
      take: async (caller, body) => {
        const form = body as BeginReferralForm;
        registered =
          form.registerAt === undefined ? undefined : await this.register(caller, form, form.registerAt);
        return this.beginIn(caller, form, registered);
      },
      show: async ({ values, ...shown }) => {
        await this.warnings.keep(http.request, http.reply, registered);
        // The case is there though the referral is not: sent again, the form begins the referral in it.
        const { caseTitle: _title, caseNumber: _number, classification: _classification, ...rest } = values;
        const now = registered ? { ...rest, caseId: registered.id } : values;
        await this.showDraft.fresh(http, { ...shown, values: now });
      },
      done: (answer) => `/remisser/${(answer as ReferralView).id}/utkast/handlingar`,
    });
  }

  private async register(caller: Caller, form: BeginReferralForm, issuer: string): Promise<CaseView> {
    const { title, copyFrom, caseTitle, caseNumber, classification } = form;
    if (copyFrom !== undefined) await this.readDraft.checkEarlier(caller, copyFrom, issuer);
    const { idempotencyKey } = caller.terms;
    const keyed = idempotencyKey === undefined ? {} : { idempotencyKey: `${idempotencyKey}-case` };
    return this.registerCase.register(caller.on({ ...caller.terms, ...keyed }), {
      title: caseTitle ?? title,
      issuer,
      ...(caseNumber !== undefined && { caseNumber }),
      ...(classification !== undefined && { classification }),
    });
  }

  private async beginIn(
    caller: Caller,
    { title, copyFrom, caseId }: BeginReferralForm,
    registered: CaseView | undefined,
  ): Promise<ReferralView> {
    const chosen = registered?.id ?? caseId;
    if (chosen === undefined) throw new Invalid({ pointer: '/caseId', ...CHOOSE });
    const begun = await this.createReferral.create(caller, chosen, {
      title,
      ...(copyFrom !== undefined && { copyFrom }),
    });
    return { ...begun, warnings: [...(registered?.warnings ?? []), ...(begun.warnings ?? [])] };
  }
}

const CHOOSE = because.required({ sv: 'Välj i listan.', en: 'Choose from the list.' });
