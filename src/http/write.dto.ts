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
