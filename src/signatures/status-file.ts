import { SIGNER_STATES, type SignerState } from '../rules/signatures.js';
import { ProviderFailed, type Progress, type SignerProgress } from './signature-provider.js';

const STATES = ['waiting', 'signed', 'refused', 'expired', 'failed'] as const;
const MOST_SIGNERS = 50;

/** `status.json` as it was read. The hash says which signed paper it is about, and that all of it is there. */
export interface Status extends Pick<Progress, 'state' | 'signers'> {
  readonly sha256: string | null;
}

/** @throws ProviderFailed `provider-answered-garbage` for what is no such status. Nothing of it is in the error. */
export function readStatus(text: string): Status {
  const said = parsed(text);
  const state = STATES.find((each) => each === said['state']);
  const signers = said['signers'] ?? [];
  const sha256 = said['sha256'] ?? null;
  if (state === undefined || !Array.isArray(signers) || signers.length > MOST_SIGNERS) throw garbage();
  if (sha256 !== null && !(typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256))) throw garbage();
  if (state === 'signed' && sha256 === null) throw garbage();
  return { state, signers: signers.map(signerIn), sha256 };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'object' && said !== null) return said as Record<string, unknown>;
  } catch {
    // No JSON: as any other thing that is no status.
  }
  throw garbage();
}

function signerIn(said: unknown): SignerProgress {
  const { place, state, at = null } = (said ?? {}) as Readonly<Record<string, unknown>>;
  const known = SIGNER_STATES.find((each): each is SignerState => each === state);
  if (known === undefined || !Number.isInteger(place)) throw garbage();
  if (at !== null && !(typeof at === 'string' && INSTANT.test(at) && !Number.isNaN(Date.parse(at))))
    throw garbage();
  if ((known === 'waiting') !== (at === null)) throw garbage();
  return { place: place as number, state: known, at: at === null ? null : new Date(at).toISOString() };
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

const garbage = () => new ProviderFailed('provider-answered-garbage');
