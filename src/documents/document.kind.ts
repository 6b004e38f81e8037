import { kind } from '../changes/step.js';
import { documentIsVisible } from '../identity/visibility.js';
import { documentLifecycle } from '../rules/document-lifecycle.js';
import { Document } from './document.entity.js';
import { readDocument } from './documents.queries.js';

export const DOCUMENT = kind({
  name: 'document',
  entity: Document,
  visible: () => documentIsVisible,
  lifecycle: documentLifecycle,
  subject: ({ subject }: Document) => subject,
  occasion: ({ bodyCode }) => ({ body: bodyCode }),
  facts: async ({ tx }, { id, seenBy }) => {
    const [row]: { referred: boolean }[] = await tx.query('SELECT document_is_referred_to($1) AS referred', [
      id,
    ]);
    return { marked: seenBy !== null, referredTo: row!.referred };
  },
  read: ({ tx, caller }, id) => readDocument(tx, caller, id),
});
