import type { EntityManager } from 'typeorm';
import type { Caller } from '../changes/caller.js';
import type { WarningView } from '../changes/warning.dto.js';
import { consultationIsVisible, scopeOf } from '../identity/visibility.js';
import { numberKey } from '../rules/case-number.js';
import type { StatementRecipient } from './statement.js';

/**
 * Warns of each recipient that is neither a body nor an organisation that has asked or been asked, as far as the caller
 * sees: a name read out of a report may be half a sentence or a telephone number.
 */
export async function unknownRecipients(
  tx: EntityManager,
  caller: Caller,
  recipients: readonly StatementRecipient[],
): Promise<WarningView[]> {
  const outside = recipients.flatMap(({ body, name, email }) =>
    body === undefined ? (name ?? email ?? []) : [],
  );
  if (outside.length === 0) return [];
  const known = await organisationsKnown(tx, caller, outside);
  return outside
    .filter((called) => !known.has(numberKey(called)))
    .map((called) => ({
      code: 'unknown-recipient',
      detail: caller.say({
        sv: `Mottagaren ”${called}” är varken ett organ i kommunen eller en organisation som är känd här. Kontrollera att beslutet ska dit.`,
        en: `The recipient “${called}” is neither a body of the municipality nor an organisation known here. Check that the decision is to go there.`,
      }),
    }));
}

/** A name without spaces and dashes: names that are the same are the same without them, and few others are. */
const bare = (name: string): string => `lower(translate(normalize(${name}, NFKC), ' -‐‑‒–—―', ''))`;

/** The keys of those who ask or are asked in a matter that the caller sees; names are compared as numbers of registers are. */
async function organisationsKnown(
  tx: EntityManager,
  { actor }: Caller,
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows: { name: string }[] = await tx.query(
    `SELECT DISTINCT party.name
     FROM consultations, LATERAL (VALUES (issuer_name), (consultee_name)) AS party (name)
     WHERE ${bare('party.name')} IN (SELECT ${bare('called')} FROM unnest($3::text[]) AS called) AND ${consultationIsVisible('consultations')}`,
    [...scopeOf(actor), names],
  );
  return new Set(rows.map(({ name }) => numberKey(name)));
}
