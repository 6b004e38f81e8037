import { Injectable } from '@nestjs/common';
import { WriteMarking } from '../confidentiality/write-marking.js';
import type { ConfidentialityBody } from '../confidentiality/confidentiality.dto.js';
import type { Attempt } from '../changes/change.js';
import { caseIsVisible } from '../identity/visibility.js';
import type { Caller } from '../changes/caller.js';
import { notInTheFuture } from '../http/field-rules.js';
import { MakeChange } from '../changes/make-change.js';
import { warningsView } from '../changes/warnings-view.js';
import { bodyIsThere, takeNumber } from '../organisation/register.js';
import { oddOrigin } from '../rules/odd-days.js';
import { personalNumberWarnings } from '../rules/personal-data.js';
import type { CaseView, RegisterCaseBody } from './cases.dto.js';
import { readCase } from './read-case.js';
import { ReferralCase } from './referral-case.entity.js';

@Injectable()
export class RegisterCase {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly writeMarking: WriteMarking,
  ) {}

  /** OSL 5:1: an official document is registered as soon as it is received or drawn up. */
  async register(caller: Caller, body: RegisterCaseBody): Promise<CaseView> {
    return this.makeChange.make(caller, async (attempt) => {
      const change = await attempt.permit('case.register', { body: body.issuer });
      notInTheFuture('/origin/receivedOn', body.origin?.receivedOn, change.today);
      const year = Number(change.today.slice(0, 4));
      await bodyIsThere(change.tx, body.issuer);
      const entry = await takeNumber(change.tx, body.issuer, year, body.caseNumber);
      const referralCase = Object.assign(new ReferralCase(), {
        ...entry,
        issuerCode: body.issuer,
        title: body.title,
        classification: body.classification ?? null,
        relatedCases: body.relatedCases ?? [],
        priorDecisions: body.priorDecisions ?? [],
        origin: body.origin ? { receivedOn: change.today, ...body.origin } : null,
        createdBy: caller.actor.username,
      });
      await change.insert(ReferralCase, referralCase, {
        verb: 'register',
        objectType: 'case',
        body: body.issuer,
        caseId: referralCase.id,
      });
      if (body.confidentiality) await this.mark(change, referralCase, body.confidentiality);
      const warnings = [
        ...personalNumberWarnings(body.title, body.classification, body.origin?.sender),
        ...oddOrigin(change.today, referralCase.origin ?? {}),
      ];
      return { ...(await readCase(change.tx, caller, referralCase.id)), ...warningsView(warnings, caller) };
    });
  }

  private async mark(
    attempt: Attempt,
    { id, issuerCode }: ReferralCase,
    body: ConfidentialityBody,
  ): Promise<void> {
    const registered = await attempt.lock(ReferralCase, id, caseIsVisible);
    const change = await attempt.permit('case.mark-confidential', { body: issuerCode });
    const { after } = await this.writeMarking.write(change, 'case', id, issuerCode, body, '/confidentiality');
    await change.save(
      ReferralCase,
      registered,
      { verb: 'mark-confidential', objectType: 'case', body: issuerCode, caseId: id },
      { after: { confidentiality: after } },
    );
  }
}
