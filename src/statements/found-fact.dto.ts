import { IsIn, ValidateIf } from 'class-validator';
import { CivilDate, OneLine, Section } from '../http/field-rules.js';
import { FOUND_FACTS, type FoundFact } from './statement.js';

/** What each kind of found fact must say; it may say the rest too. */
const SAID: Readonly<Record<FoundFact['fact'], readonly (keyof FoundFact)[]>> = {
  'prior-decision': ['body', 'date'],
  'related-case': ['text'],
  date: ['date'],
  deadline: ['date'],
  officer: ['text'],
};

const WhereSaid = (part: keyof FoundFact): PropertyDecorator =>
  ValidateIf((found: FoundFact, value) => value !== undefined || (SAID[found.fact] ?? []).includes(part));

/**
 * What the staff report says of the matter beside its text, as the import found it or somebody put it right: a decision
 * that it builds on, another case, its own date, the last day to answer, its officer. It decides nothing in Yttra.
 */
export class FoundFactBody {
  /** @example "prior-decision" */
  @IsIn(FOUND_FACTS)
  fact!: FoundFact['fact'];

  /** Who decided: the code of a body, or a name, as of a committee. @example "KF" */
  @WhereSaid('body')
  @OneLine(200)
  body?: string;

  /** @example "2023-05-22" */
  @WhereSaid('date')
  @CivilDate()
  date?: string;

  /** Section of the minutes. @example "134" */
  @WhereSaid('section')
  @Section()
  section?: string;

  /** What was decided, the number of the other case, or the officer’s name. @example "strategin ska revideras" */
  @WhereSaid('text')
  @OneLine(2000)
  text?: string;
}
