import type { DataSource, EntityManager } from 'typeorm';
import type { ReportHeading } from './report-heading.js';

/** What an import for a body goes by: its own headings, which go before those of the body that keeps its register. */
export async function headingsFor(
  database: DataSource | EntityManager,
  body: string,
): Promise<ReportHeading[]> {
  const rows: { headings: ReportHeading[] }[] = await database.query(
    `SELECT headings FROM report_headings
     WHERE body_code = $1 OR body_code = (SELECT register_kept_by FROM bodies WHERE code = $1)
     ORDER BY body_code = $1`,
    [body],
  );
  return rows.flatMap(({ headings }) => headings);
}
