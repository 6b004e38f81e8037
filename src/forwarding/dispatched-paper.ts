import type { DataSource, EntityManager } from 'typeorm';
import type { DecidedFacts } from '../decisions/minutes-extract.paper.js';
import { namesOfBodies } from '../organisation/names-of-bodies.js';
import { formed, type FormedPaper } from '../organisation/paper-forms/in-its-form.js';
import type { StatementContent } from '../statements/statement.js';
import { statementPaper } from '../statements/statement.paper.js';
import type { DispatchContentView } from './forwarding.dto.js';

interface Row {
  content: DispatchContentView;
  sent_at: Date;
  /** Of the packet that was answered. */
  questions: { text: string }[] | null;
  address: string | null;
}

const DISPATCHED = `
  SELECT dispatches.content, dispatches.created_at AS sent_at, packets.packet->'questions' AS questions,
    (SELECT email FROM bodies WHERE code = consultations.consultee_code) AS address
  FROM dispatches JOIN consultations ON consultations.id = dispatches.consultation_id
  LEFT JOIN referral_packets packets ON packets.referral_id = consultations.referral_id
    AND packets.number = (dispatches.content->'consultation'->>'packetVersion')::int
  WHERE dispatches.id = $1`;

/**
 * The statement of a dispatch as a paper: made of what was frozen, with the names that were frozen, or that bodies had
 * when it was sent, and in the shape that its statements had then. Only the consultee's e-mail address is
 * today's: the dispatch has none.
 */
export async function dispatchedPaper(database: DataSource, dispatchId: string): Promise<FormedPaper> {
  const [row]: Row[] = await database.query(DISPATCHED, [dispatchId]);
  const { content, sent_at, ...beside } = row!;
  const facts = await factsOfContent(database, content, sent_at, beside);
  return formed(database, content.consultation.consultee, 'statement', statementPaper(facts));
}

/** What the papers of a reply are made of: what a dispatch holds, with names as they were that day. */
export async function factsOfContent(
  database: DataSource | EntityManager,
  content: DispatchContentView,
  day: Date,
  { questions, address }: Pick<Row, 'questions' | 'address'>,
): Promise<DecidedFacts> {
  const { consultation, decision } = content;
  const statement = content.statement as unknown as StatementContent;
  const { issuer, consultee } = consultation;
  const codes = [issuer, consultee, ...statement.recipients.map(({ body }) => body)];
  const names = await namesOfBodies(database, codes, day);
  return {
    consultation,
    statement,
    decision,
    issuer: consultation.issuerName ?? names.get(issuer) ?? issuer,
    consultee: consultation.consulteeName ?? names.get(consultee) ?? consultee,
    officer: null,
    address,
    questions: (questions ?? []).map(({ text }) => text),
    names,
    writtenAt: day.toISOString(),
  };
}
