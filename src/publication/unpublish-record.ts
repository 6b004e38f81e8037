import { Injectable } from '@nestjs/common';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { PUBLICATION } from './publication.kind.js';
import type { PublicationView } from './publications.dto.js';

@Injectable()
export class UnpublishRecord {
  constructor(private readonly makeChange: MakeChange) {}

  /** Takes it down at once; what has been fetched until then is in others' hands. */
  async unpublish(caller: Caller, id: string): Promise<PublicationView> {
    return this.makeChange.step(caller, PUBLICATION, id, 'unpublish');
  }
}
