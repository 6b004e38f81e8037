import type { Signer, SignerState } from '../rules/signatures.js';

/** What is handed over to be signed. All of it is said again in each attempt, and never differs. */
export interface PaperToSign {
  /** Known to the provider by this from then on. */
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: Buffer;
  readonly signers: readonly Pick<Signer, 'name' | 'title' | 'email'>[];
  /** Each signs once those before have signed. */
  readonly inOrder: boolean;
  /** The last day to sign, in Sweden. */
  readonly lastDay: string;
}

/** How far one signer has come, by their place from 1. */
export interface SignerProgress {
  readonly place: number;
  readonly state: SignerState;
  readonly at: string | null;
}

export interface Progress {
  readonly state: 'waiting' | 'signed' | 'refused' | 'expired' | 'failed';
  /** Those of whom the provider says something. */
  readonly signers: readonly SignerProgress[];
  /** The signed paper as it came; null while there is none, and of one that is larger than what may be received. */
  readonly paper: Buffer | null;
}

/**
 * Whoever has papers signed. Each of these may be called again after a process was killed in the middle, by another
 * process, and while an earlier call still runs: it must come to the same. What it cannot do it says by an error, and is
 * asked again, ever later.
 */
export interface SignatureProvider {
  readonly name: string;
  /** @throws ProviderFailed */
  ask(paper: PaperToSign): Promise<void>;
  /** @throws ProviderFailed also for what is no answer. */
  look(id: string): Promise<Progress>;
  /** Also of what it was never asked: it must not be signed afterwards. @throws ProviderFailed */
  withdraw(id: string): Promise<void>;
}

/** Null where no papers are signed electronically. */
export const SIGNATURE_PROVIDER = Symbol('signature provider');

/** Why a provider did not do what it was asked. The code is kept and shown; nothing that the provider said is. */
export class ProviderFailed extends Error {
  constructor(readonly code: 'provider-unreachable' | 'provider-answered-garbage' | 'provider-lost-it') {
    super(code);
  }
}
