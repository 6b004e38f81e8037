import { IsOptional } from 'class-validator';
import { BodyCode, OneLine } from '../../http/field-rules.js';
import { PageView } from '../../lists/paging.dto.js';
import { WriteBody } from '../../http/write.dto.js';

/** A new calendar feed. */
export class AddCalendarFeedBody extends WriteBody {
  /**
   * The body whose deadlines and meetings it shows; left out: your own.
   * @example "TSN"
   */
  @IsOptional()
  @BodyCode()
  body?: string;

  /**
   * What you call it, to know which program reads it.
   * @example "Outlook på kontoret"
   */
  @IsOptional()
  @OneLine(100)
  name?: string;
}

/** A calendar feed. */
export class CalendarFeedView {
  /** @example "e5f6a7b8-c9d0-4e1f-8a2b-3c4d5e6f7a81" */
  id!: string;
  /** Null for a person's own. @example "TSN" */
  body!: string | null;
  /** Who made it. @example "tsn-sekreterare" */
  person!: string;
  /** @example "Outlook på kontoret" */
  name!: string | null;
  /** @example "2023-10-02T07:30:00.000Z" */
  createdAt!: string;
  /** The last day it was fetched. @example "2023-11-22" */
  fetchedOn!: string | null;
  /** @example 1 */
  version!: number;
}

/** A calendar feed with its address, which is shown this once. */
export class NewCalendarFeedView extends CalendarFeedView {
  /**
   * Give it to your calendar program only: whoever has it reads the feed. Null in the answer to a repeated request.
   * @example "https://yttra.kommun.example/calendar/3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics"
   */
  address!: string | null;
}

/** Calendar feeds, newest first. */
export class CalendarFeedsPage extends PageView {
  items!: CalendarFeedView[];
}
