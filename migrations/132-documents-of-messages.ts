import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that a message carries, in the order they were named. */
export class DocumentsOfMessages1794000000132 implements MigrationInterface {
  name = 'DocumentsOfMessages1794000000132';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE message_documents (
        message_id  uuid NOT NULL CONSTRAINT message_documents_message REFERENCES messages,
        document_id uuid NOT NULL CONSTRAINT message_documents_document REFERENCES documents,
        place       integer NOT NULL,
        PRIMARY KEY (message_id, document_id)
      );
      CREATE INDEX message_documents_of_document ON message_documents (document_id);
      REVOKE UPDATE, DELETE ON message_documents FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE message_documents');
  }
}
