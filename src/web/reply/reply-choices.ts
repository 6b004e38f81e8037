import type { Paper } from '../../papers/paper.js';
import type { Offers } from '../steps/offers.js';
import type { Reply } from './read-reply.js';
import type { Options, StepField } from '../steps/step-field.js';

/** What a form of this matter is chosen from. */
export interface Choices extends Offers {
  /** Officers of the consultee, by name. */
  readonly officers: Options;
  /** Its meetings to come, in words. */
  readonly meetings: Options;
  /** The committee whose meeting it is on; null for the body itself. */
  readonly organ: string | null;
  /** Committees that prepared it and proposed something, by the numbers of their preparations. */
  readonly preparations: Options;
  /** What the step is about, as it is read and signed; null where there is none yet. */
  readonly paper: Paper | null;
}

/** A field of a step of a reply. */
export type ReplyField = StepField<Reply, Choices>;
