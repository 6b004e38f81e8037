import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every document that a recorded reply has named, also one that was taken back or put right: it came in, in that case. */
export class DocumentsOfReplies1794000000146 implements MigrationInterface {
  name = 'DocumentsOfReplies1794000000146';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE reply_documents (
        consultation_id uuid NOT NULL CONSTRAINT reply_documents_consultation REFERENCES consultations,
        document_id     uuid NOT NULL CONSTRAINT reply_documents_document REFERENCES documents ON DELETE CASCADE,
        PRIMARY KEY (consultation_id, document_id)
      );
      CREATE INDEX reply_documents_by_document ON reply_documents (document_id);
      REVOKE UPDATE, DELETE ON reply_documents FROM yttra_runtime;
      INSERT INTO reply_documents
        SELECT consultation_id, documents.id FROM (
          SELECT consultation_id, unnest(document_id || attachments)::text AS named FROM recorded_replies
          UNION
          SELECT event.consultation_id, told.named FROM audit_events event
            CROSS JOIN LATERAL (VALUES (event.before), (event.after)) side (fields)
            CROSS JOIN LATERAL (
              SELECT side.fields->>'documentId' UNION ALL
              SELECT jsonb_array_elements_text(CASE jsonb_typeof(side.fields->'attachments') WHEN 'array' THEN side.fields->'attachments' END)
            ) told (named)
            WHERE event.object_type = 'consultation' AND event.verb IN ('record-reply', 'correct-reply', 'record-unasked-reply')
        ) replied JOIN documents ON documents.id::text = lower(replied.named)
        WHERE consultation_id IS NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE reply_documents');
  }
}
