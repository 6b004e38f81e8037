import { IsOptional } from 'class-validator';
import { OneLine } from '../field-rules.js';

export const PAPER_JOB_STATES = ['waiting', 'making', 'ready', 'failed'] as const;
export type PaperJobState = (typeof PAPER_JOB_STATES)[number];

/** Why a paper has not been made. */
export class PaperJobFailureView {
  /**
   * `too-demanding`: it takes too much time or memory, `unavailable`: too many wait, or whatever was to write it was ended,
   * `interrupted`: those who made it were ended each time, `failed`: a fault of ours, which is logged.
   * @example "too-demanding"
   */
  code!: string;
  /** In the language of the request. @example "Handlingen är så lång att den tar för mycket tid eller minne att ta fram." */
  detail!: string;
}

/** A paper that takes long, while it is made and for ten minutes afterwards. */
export class PaperJobView {
  /** @example "3f0c8b6e-52d4-4f7e-9a64-0d4c1c9b7e21" */
  id!: string;
  /**
   * `waiting` until somebody has time for it, then `making`; the paper is there once it is `ready`, and `failed` says why it
   * is not. What whoever made it has left behind is `waiting` again, and is taken up by whoever asks next.
   * @example "ready"
   */
  state!: PaperJobState;
  /** @example "2026-11-28T09:15:02.114Z" */
  askedAt!: string;
  /** When the latest attempt began. @example "2026-11-28T09:15:02.120Z" */
  startedAt!: string | null;
  /** @example "2026-11-28T09:15:07.930Z" */
  endedAt!: string | null;
  /** Until when it is kept, if nothing else happens: then the paper is made anew for whoever asks for it. @example "2026-11-28T09:25:07.930Z" */
  keptUntil!: string;
  /** Where the paper is fetched; null until it is ready. @example "/yttra/v1/consultations/0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10/papers/statement?format=pdf" */
  href!: string | null;
  /** Null unless it has failed. */
  failure!: PaperJobFailureView | null;
}

/** What the paper of a job was asked for by that the job does not keep. */
export class PaperJobQuery {
  /** The words of a list of a register, as `Location` has them. @example "hållbarhet" */
  @IsOptional()
  @OneLine(200)
  q?: string;
}
