import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An audit event and a delivery keep the trace of the request they came of, as the service tells each transaction
 * (`yttra.trace`: traceparent, and after a space tracestate). The hash of an event is of named fields and not of its
 * trace, so the chains from before hold.
 */
export class Traces1794000000040 implements MigrationInterface {
  name = 'Traces1794000000040';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE audit_events ADD COLUMN trace_id text
        CONSTRAINT audit_events_trace_id CHECK (trace_id ~ '^[0-9a-f]{32}$');
      ALTER TABLE audit_events ALTER COLUMN trace_id
        SET DEFAULT nullif(substr(current_setting('yttra.trace', true), 4, 32), '');

      ALTER TABLE deliveries ADD COLUMN traceparent text
        CONSTRAINT deliveries_traceparent CHECK (traceparent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
      ALTER TABLE deliveries ADD COLUMN tracestate text
        CONSTRAINT deliveries_tracestate CHECK (length(tracestate) <= 512);
      ALTER TABLE deliveries
        ALTER COLUMN traceparent SET DEFAULT nullif(left(current_setting('yttra.trace', true), 55), ''),
        ALTER COLUMN tracestate SET DEFAULT nullif(substr(current_setting('yttra.trace', true), 57), '');
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE deliveries DROP COLUMN tracestate, DROP COLUMN traceparent;
      ALTER TABLE audit_events DROP COLUMN trace_id;
    `);
  }
}
