import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from './consultation.kind.js';
import type { ConsultationView } from './consultations.dto.js';
import type { AllowRecordedReplyBody } from './registering.dto.js';

@Injectable()
export class AllowRecordedReply {
  constructor(private readonly makeChange: MakeChange) {}

  /** The consultee's word that the issuer may record its reply, or that it may not any longer. */
  async allow(
    caller: Caller,
    id: string,
    { allowed = true }: AllowRecordedReplyBody,
  ): Promise<ConsultationView> {
    return this.makeChange.step(caller, CONSULTATION, id, 'allow-recorded-reply', (consultation) => {
      consultation.recordedReplyAllowed = allowed;
    });
  }
}
