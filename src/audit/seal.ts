/** The heads of all chains that had moved since the seal before it: the chain of chain heads. */
export interface Seal {
  readonly number: number;
  readonly sealedAt: string;
  readonly heads: readonly { readonly chain: string; readonly position: number; readonly hash: string }[];
  readonly previous: string | null;
  /** SHA-256 in hexadecimal over all of the above, as canonical JSON (RFC 8785). */
  readonly hash: string;
}

/** A seal's columns as it is published, its time to the microsecond, as its hash has it. */
export const SEAL = `number, to_char(sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
  heads, previous, hash`;
