import { Cutter } from './cutter.js';
import { kindOf } from './document-kind.js';
import type { Line } from './lines.js';
import { withoutFarewell, withTitleOfMail } from './mail-parts.js';
import type { OwnHeadings } from './own-headings.js';
import type { Part } from './part.js';
import {
  withAssessment,
  withAssessmentSummedUp,
  withOthersApart,
  withOthersViewsApart,
  withoutContacts,
  withRepliesApart,
  withSignersOfficeApart,
  withWhatMayBe,
} from './parts-as-meant.js';
import { withoutSender } from './sender-at-end.js';
import { withTitle } from './title.js';

/** What the parts of any paper are read as, one after the other: each takes what the one before has left. */
const AS_MEANT: readonly ((parts: readonly Part[]) => Part[])[] = [
  withoutSender,
  withOthersApart,
  withRepliesApart,
  withSignersOfficeApart,
  withOthersViewsApart,
  withAssessmentSummedUp,
  withWhatMayBe,
];

/**
 * Cuts a report into parts. What stands before the first heading is the title, or unplaced when it is a
 * letterhead; a sender's own view without a heading of its own is told from the matter it follows, but in minutes that is
 * what others hold.
 */
export function partsOf(lines: readonly Line[], own: OwnHeadings): Part[] {
  const cutter = new Cutter(lines, own);
  const whole = AS_MEANT.reduce((parts, read) => read(parts), cutter.cut());
  const { subject } = cutter;
  const parts = subject === undefined ? whole : withoutFarewell(withTitleOfMail(whole, lines, subject));
  return withoutContacts(withTitle(kindOf(parts) === 'minutes' ? parts : withAssessment(parts)));
}
