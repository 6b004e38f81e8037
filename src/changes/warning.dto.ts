/** A remark that hinders nothing. */
export class WarningView {
  /** Stable. @example "minutes-confirmed-late" */
  code!: string;
  /** In the caller's language. @example "Protokollet justerades senare än 14 dagar efter sammanträdet (5 kap. 69 § kommunallagen)." */
  detail!: string;
}
