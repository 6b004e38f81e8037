import { IsBoolean, IsOptional } from 'class-validator';
import { Invalid } from '../rules/problem.js';
import { because } from './refusals.js';
import { ReasonBody } from './write.dto.js';

/** A correction of what a person has entered, or its taking back. */
export class CorrectOrTakeBackBody extends ReasonBody {
  /** Takes the whole back instead of correcting it; then nothing else is given. @example false */
  @IsOptional()
  @IsBoolean()
  takeBack?: boolean;
}

/**
 * Holds a body to one of the two. Taking back is said and never guessed: a form or a program that meant to correct and
 * left everything as it is would delete what was recorded.
 *
 * @throws Invalid with the code `nothing-corrected`, or `taken-back-and-corrected` for both at once.
 */
export function refuseBothAndNeither({
  reason: _reason,
  takeBack,
  ...corrected
}: CorrectOrTakeBackBody): void {
  const corrects = Object.values(corrected).some((value) => value !== undefined);
  if (takeBack && corrects) throw new Invalid({ pointer: '/takeBack', ...because.takenBackAndCorrected });
  if (!takeBack && !corrects) throw new Invalid({ pointer: '', ...because.nothingCorrected });
}
