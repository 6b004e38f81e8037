import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CaseView } from '../../cases/cases.dto.js';
import {
  LiftConsultationBody,
  MarkConfidentialBody,
  MarkConsultationBody,
} from '../../confidentiality/confidentiality.dto.js';
import { DocumentView } from '../../documents/documents.dto.js';
import { Caller } from '../../changes/caller.js';
import { CurrentCaller } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ReasonBody } from '../../http/write.dto.js';
import { ReferralView } from '../../referrals/referrals.dto.js';
import { ConsultationView } from '../consultations.dto.js';
import { caseItself, documentItself, partOfAConsultation, referralItself } from './confidential-records.js';
import { MarkConfidential } from './mark-confidential.js';

@ApiTags('Confidentiality')
@Controller()
export class ConfidentialityController {
  constructor(private readonly markConfidential: MarkConfidential) {}

  /**
   * Mark a case confidential at the issuer, with all that belongs to it there, or change who may see it. Consultees keep what they have, and are told.
   * @remarks Sekretessmarkera ett ärende med det som hör till det, eller ändra vem som får se det.
   */
  @Does('case.mark-confidential')
  @Post('cases/:id/mark-confidential')
  @HttpCode(200)
  async markCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: MarkConfidentialBody,
  ): Promise<CaseView> {
    return this.markConfidential.mark(caller, caseItself, id, body);
  }

  /**
   * Lift the confidentiality of a case.
   * @remarks Häv sekretessmarkeringen av ett ärende.
   */
  @Does('case.lift-confidentiality')
  @Post('cases/:id/lift-confidentiality')
  @HttpCode(200)
  async liftCase(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<CaseView> {
    return this.markConfidential.lift(caller, caseItself, id);
  }

  /**
   * Mark a referral confidential at the issuer, with its packet and its consultations, or change who may see it. Consultees keep what they have, and are told.
   * @remarks Sekretessmarkera en remiss med dess handlingar, eller ändra vem som får se den.
   */
  @Does('referral.mark-confidential')
  @Post('referrals/:id/mark-confidential')
  @HttpCode(200)
  async markReferral(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: MarkConfidentialBody,
  ): Promise<ReferralView> {
    return this.markConfidential.mark(caller, referralItself, id, body);
  }

  /**
   * Lift the confidentiality of a referral.
   * @remarks Häv sekretessmarkeringen av en remiss.
   */
  @Does('referral.lift-confidentiality')
  @Post('referrals/:id/lift-confidentiality')
  @HttpCode(200)
  async liftReferral(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<ReferralView> {
    return this.markConfidential.lift(caller, referralItself, id);
  }

  /**
   * Mark the matter or the statement confidential at the consultee, or the reply at the issuer, or change who may see it.
   * @remarks Sekretessmarkera remissinstansens yttrande, också utkast och beslut, eller ändra vem som får
   * se det.
   */
  @Does('consultation.mark-confidential')
  @Post('consultations/:id/mark-confidential')
  @HttpCode(200)
  async markPart(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() { of, ...body }: MarkConsultationBody,
  ): Promise<ConsultationView> {
    return this.markConfidential.mark(caller, partOfAConsultation(of), id, body);
  }

  /**
   * Lift the confidentiality of the matter, the statement or the reply.
   * @remarks Häv sekretessmarkeringen av ett yttrande.
   */
  @Does('consultation.lift-confidentiality')
  @Post('consultations/:id/lift-confidentiality')
  @HttpCode(200)
  async liftPart(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() { of }: LiftConsultationBody,
  ): Promise<ConsultationView> {
    return this.markConfidential.lift(caller, partOfAConsultation(of), id);
  }

  /**
   * Mark a document confidential, or change who may see it.
   * @remarks Sekretessmarkera en handling, eller ändra vem som får se den.
   */
  @Does('document.mark-confidential')
  @Post('documents/:id/mark-confidential')
  @HttpCode(200)
  async markDocument(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() body: MarkConfidentialBody,
  ): Promise<DocumentView> {
    return this.markConfidential.mark(caller, documentItself, id, body);
  }

  /**
   * Lift the confidentiality of a document.
   * @remarks Häv sekretessmarkeringen av en handling.
   */
  @Does('document.lift-confidentiality')
  @Post('documents/:id/lift-confidentiality')
  @HttpCode(200)
  async liftDocument(
    @CurrentCaller() caller: Caller,
    @Param('id', RecordId) id: string,
    @Body() _body: ReasonBody,
  ): Promise<DocumentView> {
    return this.markConfidential.lift(caller, documentItself, id);
  }
}
