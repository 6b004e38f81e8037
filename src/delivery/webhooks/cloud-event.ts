import { API_BASE } from '../../http/api-base.js';
import type { Topic } from '../topics.js';

/** What an event says of a delivery: ids only. */
export interface EventFacts {
  readonly id: string;
  readonly topic: Topic;
  readonly created_at: Date;
  readonly recipient_body: string;
  readonly case_id: string | null;
  readonly referral_id: string | null;
  readonly consultation_id: string | null;
  readonly dispatch_id: string | null;
  readonly extension_id: string | null;
  readonly message_id: string | null;
  /** The earlier dispatch that this one corrects. */
  readonly replaces: string | null;
  /** SHA-256 of the dispatch's paper, if that was there before the first attempt: every attempt says the same. */
  readonly paper_sha256: string | null;
}

/**
 * The body of a message: a CloudEvent 1.0 with ids and addresses in this API. Never a text, a title, a
 * number or a name: whoever may see them reads them with a token of their own. Made of what does not
 * change, in a fixed order, so that every attempt sends the same bytes.
 */
export function cloudEvent(facts: EventFacts): Buffer {
  const about = [
    ['case', 'cases', facts.case_id],
    ['referral', 'referrals', facts.referral_id],
    ['consultation', 'consultations', facts.consultation_id],
    ['extension', 'extensions', facts.extension_id],
    ['dispatch', 'dispatches', facts.dispatch_id],
  ].filter((record): record is [string, string, string] => record[2] !== null);
  const links = about.map(([name, collection, id]) => [name, `${API_BASE}/${collection}/${id}`]);
  const source = `${API_BASE}/bodies/${encodeURIComponent(facts.recipient_body)}`;
  return Buffer.from(
    JSON.stringify({
      specversion: '1.0',
      id: facts.id,
      source,
      type: `se.yttra.${facts.topic}.v1`,
      time: facts.created_at.toISOString(),
      subject: links.at(-1)?.[1] ?? source,
      datacontenttype: 'application/json',
      data: {
        body: facts.recipient_body,
        ...Object.fromEntries(about.map(([name, , id]) => [`${name}Id`, id])),
        ...(facts.message_id !== null && { messageId: facts.message_id }),
        ...(facts.replaces !== null && { replaces: facts.replaces }),
        ...(facts.paper_sha256 !== null && { paperSha256: facts.paper_sha256 }),
        links: Object.fromEntries([...links, ...paperLink(facts)]) as Record<string, string>,
      },
    }),
  );
}

const paperLink = ({ dispatch_id, paper_sha256 }: EventFacts): [string, string][] =>
  paper_sha256 === null ? [] : [['paper', `${API_BASE}/dispatches/${dispatch_id}/paper`]];
