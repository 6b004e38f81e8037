/** Deadlines are days here, and a day ends at midnight here, wherever the process runs. */
export const TIME_ZONE = 'Europe/Stockholm';

/** Swedish dates are ISO dates. Asked on every request, so the formatter is made once. */
const swedishDate = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short' });

/** The calendar date in Sweden at an instant, as `YYYY-MM-DD`. */
export function civilDate(instant: Date): string {
  return swedishDate.format(instant);
}

const DAY_MS = 86_400_000;

/** Counts civil days, so a day with 23 or 25 hours is one day: an ISO date is read as midnight in UTC, where all have 24. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole civil days from `first` to `second`; negative when `second` is the earlier one. */
export function daysBetween(first: string, second: string): number {
  return (Date.parse(second) - Date.parse(first)) / DAY_MS;
}

/** The instant at which a day begins in Sweden, one or two hours before it does in UTC. */
export function startOf(date: string): Date {
  const [winter, summer] = [1, 2].map((hours) => new Date(Date.parse(date) - hours * 3_600_000));
  return civilDate(new Date(winter!.getTime() - 1)) === date ? summer! : winter!;
}
