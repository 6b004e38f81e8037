import { kind } from '../changes/step.js';
import { publicationIsVisible } from '../identity/visibility.js';
import { publicationLifecycle } from '../rules/publication-lifecycle.js';
import { Publication } from './publication.entity.js';
import { readPublication, subjectOf } from './publications.queries.js';

export const PUBLICATION = kind({
  name: 'publication',
  entity: Publication,
  visible: () => publicationIsVisible,
  lifecycle: publicationLifecycle,
  subject: (publication: Publication, _verb, { tx }) => subjectOf(tx, publication),
  occasion: aboutPublication,
  facts: () => ({}),
  read: ({ tx, caller, today }, id) => readPublication(tx, caller, id, today),
});

/** How the audit trail files a step of a publication. */
export function aboutPublication({ bodyCode, caseId, referralId, consultationId }: Publication) {
  return { body: bodyCode, caseId, referralId, consultationId };
}
