import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.js';
import type { Caller } from '../changes/caller.js';
import { MakeChange } from '../changes/make-change.js';
import { publicationIsVisible } from '../identity/visibility.js';
import { Publication } from './publication.entity.js';
import type { PublicationView } from './publications.dto.js';
import { readPublication, subjectOf } from './publications.queries.js';
import { occasionOf } from './publish-record.js';

@Injectable()
export class UnpublishRecord {
  constructor(
    private readonly makeChange: MakeChange,
    private readonly clock: Clock,
  ) {}

  /** Takes it down at once; what has been fetched until then is in others' hands. */
  async unpublish(caller: Caller, id: string): Promise<PublicationView> {
    return this.makeChange.make(caller, async (change) => {
      const publication = await change.lock(Publication, id, publicationIsVisible);
      const subject = await subjectOf(change.tx, publication);
      await change.permit('publication.unpublish', subject, publication.version);
      publication.take('unpublish');
      await change.save(Publication, publication, occasionOf(publication, 'unpublish'));
      return readPublication(change.tx, caller, id, this.clock.today());
    });
  }
}
