import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { CONSULTATION } from '../consultations/consultation.kind.js';
import type { ConsultationView } from '../consultations/consultations.dto.js';
import type { ArchivedConsultationView } from './archive.dto.js';
import { promisePackage } from './promise-package.js';

/** Promises a package of what a body that was asked has of its own consultation, once that has ended. */
@Injectable()
export class ArchiveOwnFile {
  constructor(private readonly makeChange: MakeChange) {}

  async archive(caller: Caller, id: string): Promise<ArchivedConsultationView> {
    const view: ConsultationView = await this.makeChange.step(
      caller,
      CONSULTATION,
      id,
      'archive',
      (_, { tx }) => promisePackage(tx, caller, { kind: 'consultation', id }),
    );
    return view as ArchivedConsultationView;
  }
}
