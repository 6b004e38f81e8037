import { IsIn, IsOptional } from 'class-validator';

/** Asks for more about a single resource. */
export class ExplainQuery {
  /** `actions`: also say why each unavailable action is so. */
  @IsOptional()
  @IsIn(['actions'])
  explain?: 'actions';
}

/** Why an action is not available. */
export class UnavailableActionView {
  /** @example "close" */
  action!: string;
  reasons!: ReasonView[];
}

/** One unmet rule. */
export class ReasonView {
  /** Stable. @example "referral-still-open" */
  code!: string;
  /** In the caller's language. @example "Ärendet har en remiss som varken är avslutad eller återkallad." */
  detail!: string;
}

/** Part of every stateful resource. */
export class ActionsView {
  /** What the caller may do with it now. @example ["close"] */
  availableActions!: string[];
  /** With `?explain=actions`. */
  unavailableActions?: UnavailableActionView[];
}
