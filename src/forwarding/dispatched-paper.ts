import type { DataSource } from 'typeorm';
import type { Paper } from '../papers/paper.js';
import type { StatementContent } from '../statements/statement.js';
import { statementPaper } from '../statements/statement.paper.js';
import type { DispatchContentView } from './forwarding.dto.js';

interface Row {
  content: DispatchContentView;
  sent_at: Date;
  /** Of the packet that was answered. */
  questions: { text: string }[] | null;
  names: Record<string, string>;
  address: string | null;
}

/** What a dispatch has frozen, with the names that its codes had then or have now. */
const DISPATCHED = `
  SELECT dispatches.content, dispatches.created_at AS sent_at, packets.packet->'questions' AS questions,
    (SELECT jsonb_object_agg(code, name) FROM bodies) AS names,
    (SELECT email FROM bodies WHERE code = consultations.consultee_code) AS address
  FROM dispatches JOIN consultations ON consultations.id = dispatches.consultation_id
  LEFT JOIN referral_packets packets ON packets.referral_id = consultations.referral_id
    AND packets.number = (dispatches.content->'consultation'->>'packetVersion')::int
  WHERE dispatches.id = $1`;

/** The statement of a dispatch as a paper: made of what was frozen, and of nothing that may have changed since. */
export async function dispatchedPaper(database: DataSource, dispatchId: string): Promise<Paper> {
  const [row]: Row[] = await database.query(DISPATCHED, [dispatchId]);
  const { content, sent_at, questions, names, address } = row!;
  const { consultation, statement, decision } = content;
  return statementPaper({
    consultation,
    statement: statement as unknown as StatementContent,
    decision,
    issuer: consultation.issuerName ?? names[consultation.issuer] ?? consultation.issuer,
    consultee: consultation.consulteeName ?? names[consultation.consultee] ?? consultation.consultee,
    officer: null,
    address,
    questions: (questions ?? []).map(({ text }) => text),
    names: new Map(Object.entries(names)),
    writtenAt: sent_at.toISOString(),
  });
}
