import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  Max,
  Min,
} from 'class-validator';
import { CivilDate, ListOf } from '../../http/field-rules.js';
import { PageView } from '../../lists/paging.dto.js';
import { ReasonBody, WriteBody } from '../../http/write.dto.js';
import type { Role } from '../../rules/actor.js';
import {
  REMINDER_KINDS,
  REMINDER_RECIPIENTS,
  type ReminderKind,
  type ReminderRecipient,
} from '../../rules/reminder-kinds.js';

/** A reminder that was said to one recipient. */
export class ReminderView {
  /** @example "draft-due" */
  kind!: ReminderKind;
  /** What it said, in the caller's language. @example "Utkastet ska vara klart senast 2023-10-27." */
  text!: string;
  /** The day it is about. @example "2023-10-27" */
  date!: string;
  /** Days from that day; before it negative. Null for what the manager was told when nothing happened. @example -5 */
  days!: number | null;
  /** Nothing happened after a reminder, and the manager was told. @example false */
  escalated!: boolean;
  /** @example "2023-10-23" */
  saidOn!: string;
  /** @example "2023-10-23T05:30:00.000Z" */
  sentAt!: string;
  /** The body reminded. @example "TSN" */
  recipient!: string;
  /** The role it was for. @example "officer" */
  role!: Role;
  /** Who was reminded: of the caller's own body; null where nobody was known, and the whole body was. @example "tsn-handlaggare" */
  person!: string | null;
  /** How its delivery fares. @example "delivered" */
  state!: string;
}

/** A reminder that comes next, if nothing changes. */
export class NextReminderView {
  /** @example "reply-by" */
  kind!: ReminderKind;
  /** The day it is about. @example "2023-12-15" */
  date!: string;
  /** The day it will be said. @example "2023-12-14" */
  on!: string;
  /** Days from the day it is about. @example -1 */
  days!: number;
  /** The body that will be reminded. @example "TSN" */
  recipient!: string;
}

/** What the caller does not want to be told for now. */
export class SilenceView {
  /** Null: every kind. @example "draft-due" */
  kind!: ReminderKind | null;
  /** Snoozed until this day; null: muted. @example "2023-11-06" */
  until!: string | null;
  /** @example "Handläggaren är tillbaka den 6 november." */
  reason!: string | null;
}

/** What comes next of the reminders of a consultation, and what the caller has silenced. */
export class RemindersAheadView {
  /** What comes next if nothing changes; null when it is answered or all has been said. */
  next!: NextReminderView | null;
  /** The next of each kind that applies now, earliest first. */
  upcoming!: NextReminderView[];
  /** The caller's own mutes and snoozes. */
  silences!: SilenceView[];
}

/** Reminders of a consultation, newest first: those of the caller's side, and those both sides see. */
export class RemindersPage extends PageView implements RemindersAheadView {
  items!: ReminderView[];
  /** What comes next if nothing changes; null when it is answered or all has been said. */
  next!: NextReminderView | null;
  /** The next of each kind that applies now, earliest first. */
  upcoming!: NextReminderView[];
  /** The caller's own mutes and snoozes. */
  silences!: SilenceView[];
}

/** One line of a message with reminders. */
export class DigestLineView {
  /** @example "draft-due" */
  kind!: ReminderKind;
  /** @example "Utkastet ska vara klart senast 2023-10-27." */
  text!: string;
  /** The day it is about. @example "2023-10-27" */
  date!: string;
  /** @example false */
  escalated!: boolean;
  /** @example "0d3f2c6e-8f1b-4f0e-9a53-1f1b9f3f7a10" */
  consultationId!: string;
  /** The issuer's number. @example "KS 2023/475" */
  caseNumber!: string;
  /** @example "TSN 2023/112" */
  ownCaseNumber!: string | null;
  /** Null where the matter is confidential: open it to read it. @example "Internremiss, Strategi för social hållbarhet 2024-2030" */
  title!: string | null;
  /** @example "TSN" */
  consultee!: string | null;
}

/** The lines of a message with reminders, earliest date first. */
export class DigestLinesPage extends PageView {
  items!: DigestLineView[];
}

/** Wants no more reminders about a consultation. */
export class MuteRemindersBody extends ReasonBody {
  /**
   * Only of this kind; all kinds when left out.
   * @example "draft-due"
   */
  @IsOptional()
  @IsIn(REMINDER_KINDS)
  kind?: ReminderKind;
}

/** Wants no reminders about a consultation before a day. */
export class SnoozeRemindersBody extends WriteBody {
  /**
   * The day from which on they are said again: what was said last, once more.
   * @example "2023-11-06"
   */
  @CivilDate()
  until!: string;

  /**
   * Only of this kind; all kinds when left out.
   * @example "draft-due"
   */
  @IsOptional()
  @IsIn(REMINDER_KINDS)
  kind?: ReminderKind;
}

/** Wants the reminders again. */
export class UnmuteRemindersBody extends WriteBody {
  /**
   * Only of this kind; all kinds when left out.
   * @example "draft-due"
   */
  @IsOptional()
  @IsIn(REMINDER_KINDS)
  kind?: ReminderKind;
}

/** What a body changes of one kind. What is left out is as the default. */
export class ReminderSettingBody {
  /** @example "draft-due" */
  @IsIn(REMINDER_KINDS)
  kind!: ReminderKind;

  /**
   * `false`: never said.
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  said?: boolean;

  /**
   * Civil days from the day it is about; before it negative.
   * @example [-10, -3, 1]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(-90, { each: true })
  @Max(90, { each: true })
  days?: number[];

  /**
   * `holder`: whoever's step the matter waits for.
   * @example ["officer"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(REMINDER_RECIPIENTS, { each: true })
  recipients?: ReminderRecipient[];

  /**
   * Working days after which the manager is told that nothing has happened; null: never.
   * @example 3
   */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(60)
  escalateAfter?: number | null;
}

/** The whole of a body's settings: a kind that is left out is as the default. */
export class ReminderSettingsBody extends WriteBody {
  @ListOf(() => ReminderSettingBody)
  @ArrayMaxSize(REMINDER_KINDS.length)
  @ArrayUnique((setting: ReminderSettingBody) => setting.kind)
  kinds!: ReminderSettingBody[];
}

/** How one kind is said in a body. */
export class ReminderSettingView {
  /** @example "draft-due" */
  kind!: ReminderKind;
  /** @example true */
  said!: boolean;
  /** @example [-5, -1, 1] */
  days!: number[];
  /** @example ["officer"] */
  recipients!: ReminderRecipient[];
  /** @example 3 */
  escalateAfter!: number | null;
  /** From so many days on it is said at once, else in the day's digest; null: always in the digest. @example null */
  urgentFrom!: number | null;
  /** Nothing of it is the body's own. @example true */
  isDefault!: boolean;
}

/** How reminders are said in a body. */
export class ReminderSettingsView {
  /** @example "TSN" */
  body!: string;
  kinds!: ReminderSettingView[];
  /** @example 1 */
  version!: number;
}
