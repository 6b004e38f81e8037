import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type pg from 'pg';
import { fault, type Fault } from './fault.js';
import { rowsOf } from './rows-of.js';

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

/** Hashed in some ten milliseconds. */
const PAGE = 50;

/**
 * Computes every hash anew, with none of the code that made it, and follows each chain from its first event.
 * Finds an event that was altered, removed, added or moved. Answers with what is wrong first, by chain.
 */
export async function firstBrokenLink(client: pg.Client): Promise<Fault | undefined> {
  let before: Linked | undefined;
  for await (const link of rowsOf<Linked>(client, LINKED, PAGE)) {
    const wrong = wrongWith(link, before?.chain === link.chain ? before : undefined);
    if (wrong) return wrong;
    before = link;
  }
  return undefined;
}

function wrongWith(link: Linked, before: Linked | undefined): Fault | undefined {
  const event = link.event_id ?? link.link_id;
  const found = (kind: Fault['kind'], wrong: string): Fault =>
    fault(kind, event, `Händelse ${event}: ${wrong}`);
  if (link.link_id === null) return found('event-added', 'står inte i någon kedja.');
  if (link.event_id === null)
    return found('event-missing', `är borttagen, men står på plats ${link.position} i sin kedja.`);
  if (link.position !== (before?.position ?? 0) + 1) {
    return found(
      'event-missing',
      `står på plats ${link.position} i sin kedja, efter plats ${before?.position ?? 0}: en händelse saknas.`,
    );
  }
  if (link.previous !== (before?.hash ?? null))
    return found('event-moved', 'hänger inte ihop med händelsen före den.');
  const { caseId, body } = link.content;
  if (link.chain !== (caseId ?? body ?? '-'))
    return found('event-moved', 'står i en annan kedja än sin egen.');
  if (link.hash !== hashOf(link))
    return found('event-altered', 'är ändrad: innehållet stämmer inte med kedjan.');
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
