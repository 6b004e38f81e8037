import { PageView } from '../http/paging.dto.js';
import type { DeliveryState } from '../rules/delivery-lifecycle.js';

/** The reminder that comes next. */
export class NextReminderView {
  /** Civil days from the reply-by date; negative before it. @example -7 */
  days!: number;
  /** The day it is said, unless the matter is answered by then. @example "2023-12-08" */
  on!: string;
  /** Stable. @example "reply-due-in-7-days" */
  topic!: string;
  /** In the caller's language. @example "Sista svarsdag om 7 dagar" */
  text!: string;
  /** The body it goes to, as things stand. @example "TSN" */
  recipient!: string;
  /** The role that holds the matter now. @example "officer" */
  role!: string;
}

/** A reminder that was sent. */
export class ReminderView {
  /** The reply-by date it was about. @example "2023-12-15" */
  replyBy!: string;
  /** Civil days from that date; negative before it. @example -14 */
  days!: number;
  /** Stable. @example "reply-due-in-14-days" */
  topic!: string;
  /** In the caller's language. @example "Sista svarsdag om 14 dagar" */
  text!: string;
  /** The body it went to. @example "TSN" */
  recipient!: string;
  /** The role that held the matter then. @example "officer" */
  role!: string;
  /** The day it was said. @example "2023-12-01" */
  saidOn!: string;
  /** @example "2023-12-01T05:00:12.000Z" */
  saidAt!: string;
  /** @example "4b8e2f1a-7c3d-4e5f-9a0b-1c2d3e4f5a6b" */
  deliveryId!: string;
  deliveryState!: DeliveryState;
}

/** Reminders of a consultation, in the order they were sent. */
export class RemindersPage extends PageView {
  items!: ReminderView[];
  /** Null when no more come. */
  next!: NextReminderView | null;
}
