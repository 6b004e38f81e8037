import type { Change } from '../changes/change.js';
import { documentIsVisible, scopeOf } from '../identity/visibility.js';
import { Invalid } from '../rules/problem.js';
import type { MessageDocumentView } from './messages.dto.js';
import { because } from './refusals.js';

/** What a message carries, as far as the caller sees it: of one that was withdrawn nothing. `$1` and `$2` are the scope. */
export const DOCUMENTS_OF_MESSAGE = `(SELECT coalesce(json_agg(json_build_object('id', documents.id,
    'title', CASE WHEN documents.seen_by IS NULL THEN documents.title END, 'mediaType', documents.media_type,
    'byteSize', documents.byte_size, 'sha256', documents.sha256) ORDER BY carried.place), '[]')
  FROM message_documents carried JOIN documents ON documents.id = carried.document_id
  WHERE carried.message_id = messages.id AND messages.withdrawn_at IS NULL AND ${documentIsVisible('documents')}) AS documents`;

/**
 * Puts documents of the sender's into a message. What is confidential is not sent to another authority in passing: it goes
 * with a packet or a statement, which keep to whom it was open. Those that are named cannot be deleted or disposed of meanwhile.
 *
 * @throws Invalid for what is no document of the sender's or has been disposed of, is named twice, or is confidential.
 */
export async function carryDocuments(
  { tx, caller }: Change,
  messageId: string,
  from: string,
  ids: readonly string[],
): Promise<MessageDocumentView[]> {
  // Whoever is marking one right now goes first: asked in the same statement, it would be as it was before.
  const open: { id: string }[] = await tx.query(
    `SELECT id FROM documents WHERE id = ANY($3) AND body_code = $4 AND disposed_at IS NULL AND ${documentIsVisible('documents')}
     ORDER BY id FOR KEY SHARE`,
    [...scopeOf(caller.actor), ids, from],
  );
  const found: { id: string; confidential: boolean }[] = await tx.query(
    'SELECT id, document_is_confidential(id) AS confidential FROM unnest($1::uuid[]) AS id',
    [open.map(({ id }) => id)],
  );
  const [first, ...rest] = ids.flatMap((given, index) => {
    const pointer = `/documents/${index}`;
    const document = found.find(({ id }) => id === given.toLowerCase());
    if (!document) return [{ pointer, ...because.unknownDocument }];
    if (document.confidential) return [{ pointer, ...because.confidentialDocument }];
    return ids.findIndex((other) => other.toLowerCase() === document.id) < index
      ? [{ pointer, ...because.namedTwice }]
      : [];
  });
  if (first) throw new Invalid(first, ...rest);
  await tx.query(
    `INSERT INTO message_documents SELECT $1, document, place
     FROM unnest($2::uuid[]) WITH ORDINALITY AS named (document, place)`,
    [messageId, ids],
  );
  const [row]: { documents: MessageDocumentView[] }[] = await tx.query(
    `SELECT ${DOCUMENTS_OF_MESSAGE} FROM messages WHERE id = $3`,
    [...scopeOf(caller.actor), messageId],
  );
  return row!.documents;
}
