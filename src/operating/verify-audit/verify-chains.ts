import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type pg from 'pg';

/** An event's link with the event; what is null stands for an event, or a link, that is not there. */
interface Linked {
  readonly event_id: string | null;
  readonly link_id: string | null;
  readonly chain: string | null;
  readonly position: number;
  readonly previous: string | null;
  readonly hash: string;
  readonly content: Readonly<Record<string, unknown>> & {
    readonly before: unknown;
    readonly after: unknown;
    readonly caseId: string | null;
    readonly body: string | null;
  };
}

const BATCH = 5000;

/**
 * Computes every hash anew, with none of the code that made it, and follows each chain from its first event.
 * Finds an event that was altered, removed, added or moved. Answers with what is wrong first, by chain.
 */
export async function firstBrokenLink(client: pg.Client): Promise<string | undefined> {
  await client.query(`DECLARE links NO SCROLL CURSOR FOR ${LINKED}`);
  let before: Linked | undefined;
  for (;;) {
    const { rows } = await client.query<Linked>(`FETCH ${BATCH} FROM links`);
    if (rows.length === 0) return undefined;
    for (const link of rows) {
      const wrong = fault(link, before?.chain === link.chain ? before : undefined);
      if (wrong) return `Händelse ${link.event_id ?? link.link_id}: ${wrong}`;
      before = link;
    }
  }
}

function fault(link: Linked, before: Linked | undefined): string | undefined {
  if (link.link_id === null) return 'står inte i någon kedja.';
  if (link.event_id === null) return `är borttagen, men står på plats ${link.position} i sin kedja.`;
  if (link.position !== (before?.position ?? 0) + 1) {
    return `står på plats ${link.position} i sin kedja, efter plats ${before?.position ?? 0}: en händelse saknas.`;
  }
  if (link.previous !== (before?.hash ?? null)) return 'hänger inte ihop med händelsen före den.';
  const { caseId, body } = link.content;
  if (link.chain !== (caseId ?? body ?? '-')) return 'står i en annan kedja än sin egen.';
  if (link.hash !== hashOf(link)) return 'är ändrad: innehållet stämmer inte med kedjan.';
  return undefined;
}

function hashOf({ content, chain, position, previous }: Linked): string {
  return sha256({
    ...content,
    before: content.before === null ? null : sha256(content.before),
    after: content.after === null ? null : sha256(content.after),
    chain,
    position,
    previous,
  });
}

/** SHA-256 in hexadecimal over the canonical JSON of RFC 8785. */
export function sha256(content: unknown): string {
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('hex');
}

const LINKED = `
  SELECT event.id AS event_id, link.event_id AS link_id, chain, position, previous, hash, json_build_object(
    'id', event.id, 'at', to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actor', actor,
    'onBehalfOf', on_behalf_of, 'body', body_code, 'verb', verb, 'objectType', object_type, 'objectId', object_id,
    'caseId', case_id, 'referralId', referral_id, 'consultationId', consultation_id, 'state', state,
    'before', before, 'after', after, 'reason', reason, 'requestId', request_id) AS content
  FROM audit_events event FULL JOIN audit_links link ON link.event_id = event.id
  ORDER BY chain COLLATE "C", position, event.id`;
