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
  facts: (_change, { seenBy }) => ({ marked: seenBy !== null }),
  read: ({ tx, caller }, id) => readDocument(tx, caller, id),
});
