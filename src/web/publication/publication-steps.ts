import { Injectable } from '@nestjs/common';
import { h } from 'preact';
import { ReasonBody } from '../../http/write.dto.js';
import type { PublicationView } from '../../publication/publications.dto.js';
import { PublicationsQueries } from '../../publication/publications.queries.js';
import { UnpublishRecord } from '../../publication/unpublish-record.js';
import { PublicationHead, recordOf } from './published.js';
import { recordAction, type RecordPage } from '../steps/record-steps.js';
import { reason } from '../steps/step-field.js';

/** Taking what is published out of the public register. */
@Injectable()
export class PublicationSteps {
  readonly page: RecordPage<PublicationView>;

  constructor(queries: PublicationsQueries, unpublishing: UnpublishRecord) {
    this.page = {
      kind: 'publication',
      base: '/publiceringar',
      actions: [
        recordAction('unpublish', 'avpublicera', ReasonBody, [reason], (caller, id) =>
          unpublishing.unpublish(caller, id),
        ),
      ],
      read: (caller, id) => queries.one(caller, id, 'actions'),
      view: (publication) => publication,
      choices: async () => undefined,
      leadsTo: async (caller, id) => recordOf(await queries.one(caller, id)),
      title: ({ number }, heading) => `${heading}, ${number}`,
      head: (reader, publication, here) => h(PublicationHead, { reader, publication, here }),
    };
  }
}
