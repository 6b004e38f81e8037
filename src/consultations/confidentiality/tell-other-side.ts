import { Injectable } from '@nestjs/common';
import type { ConfidentialType } from '../../confidentiality/confidentiality.dto.js';
import type { StoredMarking } from '../../confidentiality/write-marking.js';
import type { Change } from '../../changes/change.js';
import { inWords } from '../../papers/parts.js';
import { Consultation } from '../consultation.entity.js';
import { Messages } from '../messages.js';

/** Tells the other authority of a marking, by a message in each consultation that it has a part of. */
@Injectable()
export class TellOtherSide {
  constructor(private readonly messages: Messages) {}

  async ofMarking(
    change: Change,
    type: ConfidentialType,
    id: string,
    owner: string,
    { provision, decidedOn, authority }: StoredMarking,
  ): Promise<void> {
    const what = WHAT[type];
    await this.tell(
      change,
      type,
      id,
      owner,
      `${owner} har sekretessmarkerat ${what}: ${provision}, beslutat ${inWords(decidedOn)} av ${authority}. Det ni har tagit emot har ni kvar. Pröva själva om det ska sekretessmarkeras hos er.`,
    );
  }

  async ofLifting(change: Change, type: ConfidentialType, id: string, owner: string): Promise<void> {
    await this.tell(
      change,
      type,
      id,
      owner,
      `${owner} har hävt sekretessmarkeringen av ${WHAT[type]}. Er egen markering, om ni har någon, gäller tills ni häver den.`,
    );
  }

  private async tell(
    change: Change,
    type: ConfidentialType,
    id: string,
    owner: string,
    text: string,
  ): Promise<void> {
    const concerned: { id: string }[] = await change.tx.query(CONCERNED, [type, id]);
    for (const consultation of concerned) {
      const asked = await change.tx.findOneByOrFail(Consultation, { id: consultation.id });
      await this.messages.send(change, asked, owner, text);
    }
  }
}

const WHAT: Readonly<Record<ConfidentialType, string>> = {
  case: 'ärendet',
  referral: 'remissen',
  consultation: 'ärendet hos sig',
  statement: 'yttrandet',
  reply: 'svaret som har kommit in',
  document: 'en handling som ni har tagit emot',
};

/** Consultations of two bodies in Yttra in which the other has received what is marked. */
const CONCERNED = `
  SELECT asked.id FROM consultations asked
  WHERE issuer_code IS NOT NULL AND consultee_code IS NOT NULL AND CASE $1::text
    WHEN 'case' THEN case_id = $2
    WHEN 'referral' THEN referral_id = $2
    WHEN 'document' THEN referral_id IN (SELECT referral_id FROM referral_documents WHERE document_id = $2)
      OR EXISTS (SELECT FROM dispatches JOIN dispatch_documents ON dispatch_id = dispatches.id
        WHERE document_id = $2 AND dispatches.consultation_id = asked.id)
    WHEN 'statement' THEN id = $2 AND EXISTS (SELECT FROM dispatches WHERE dispatches.consultation_id = asked.id)
    ELSE id = $2 END
  ORDER BY asked.id`;
