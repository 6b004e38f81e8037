import { IsOptional } from 'class-validator';
import { Text } from './field-rules.js';

/** What every write may carry. */
export class WriteBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Rättat efter kontakt med registrator"
   */
  @IsOptional()
  @Text(2000)
  reason?: string;
}

/** A write that must say why. Not a `WriteBody`: an inherited "optional" would stay optional. */
export class ReasonBody {
  /**
   * Why the change is made. Goes to the audit trail.
   * @example "Rättat efter kontakt med registrator"
   */
  @Text(2000)
  reason!: string;
}
