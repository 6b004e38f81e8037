import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Planning1794000000012 implements MigrationInterface {
  name = 'Planning1794000000012';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE FUNCTION pg_temp.easter(year integer) RETURNS date LANGUAGE sql AS $$
        SELECT make_date(year, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1)
        FROM (SELECT year % 19 AS a, year / 100 AS b, year % 100 AS c) x,
          LATERAL (SELECT (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 AS h) y,
          LATERAL (SELECT (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 AS l) z,
          LATERAL (SELECT (a + 11 * h + 22 * l) / 451 AS m) w
      $$;

      -- Working days as the law counts them (1930:173, 1989:253). A day off carries the number of the last
      -- working day before it, so that "n working days before" is one look at the number.
      CREATE TABLE working_days (
        day     date PRIMARY KEY,
        number  integer NOT NULL,
        working boolean NOT NULL
      );
      INSERT INTO working_days
        SELECT day, sum(working::int) OVER (ORDER BY day), working FROM (
          SELECT day::date AS day, extract(isodow FROM day) < 6
            AND to_char(day, 'MM-DD') <> ALL ('{01-01,01-06,05-01,06-06,12-24,12-25,12-26,12-31}')
            -- Good Friday, Easter Monday, Ascension Day; Midsummer's Eve is a Friday.
            AND day::date - pg_temp.easter(extract(year FROM day)::int) <> ALL ('{-2,1,39}')
            -- National Day took Whit Monday's place in 2005.
            AND NOT (day < date '2005-01-01' AND day::date - pg_temp.easter(extract(year FROM day)::int) = 50)
            AND NOT (to_char(day, 'MM-DD') BETWEEN '06-19' AND '06-25' AND extract(isodow FROM day) = 5) AS working
          FROM generate_series(date '2000-01-01', date '2100-12-31', interval '1 day') AS day
        ) days;
      CREATE UNIQUE INDEX working_days_by_number ON working_days (number) WHERE working;
      REVOKE INSERT, UPDATE, DELETE ON working_days FROM yttra_runtime;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE working_days');
  }
}
