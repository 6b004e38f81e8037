import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What everyone may read is written once per change, not at each request. The views of migration 27 still say what is
 * shown and what is masked; here the database keeps what they say in a table, row by row, and names each state of it,
 * so that files made of it can be kept until it changes. Only the table's own triggers write it.
 */
export class PublicEntries1794000000044 implements MigrationInterface {
  name = 'PublicEntries1794000000044';

  async up(db: QueryRunner): Promise<void> {
    await db.query(NUMBERS_OF_PERSONS);
    await db.query(ENTRIES);
    await db.query(DERIVING);
    await db.query(FOLLOWING);
    await db.query(publicFunctions(OF_THE_TABLE));
    await db.query(`
      SELECT derive_public_entries((SELECT array_agg(DISTINCT case_id) FROM publications));
      REVOKE INSERT, UPDATE, DELETE ON public_entries, public_register FROM yttra_runtime;
      REVOKE ALL ON public_entries_due FROM yttra_runtime;
      REVOKE ALL ON FUNCTION derived_public_entries(uuid[]), derive_public_entries(uuid[]), derive_due_entries(),
        public_entries_follow(), public_entries_follow_names(), public_entries_are_emptied() FROM PUBLIC;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(publicFunctions(OF_THE_VIEWS));
    for (const table of [...FOLLOWED, 'bodies'])
      await db.query(`DROP TRIGGER public_entries_follow ON ${table}`);
    await db.query(`
      DROP TRIGGER public_entries_are_emptied ON publications;
      DROP TRIGGER public_entries_are_removed ON publications;
      DROP INDEX publications_of_case;
      DROP TABLE public_entries_due;
      DROP FUNCTION public_entries_follow(), public_entries_follow_names(), public_entries_are_emptied(),
        derive_due_entries(), derive_public_entries(uuid[]), derived_public_entries(uuid[]);
      DROP TABLE public_entries, public_register;
      DROP FUNCTION without_personal_numbers(text), is_personal_number(text);
    `);
  }
}

/** The tables that an entry is derived of; every row of them belongs to one case. */
const FOLLOWED = [
  'publications',
  'cases',
  'referrals',
  'consultations',
  'confidentiality',
  'recorded_replies',
];

/** As \`src/rules/personal-data.ts\` finds them; a test holds the two to each other. */
const NUMBERS_OF_PERSONS = `
  -- Ten digits with a date, whose day is counted up by 60 in a coordination number, and the Luhn algorithm's check digit.
  CREATE FUNCTION is_personal_number(digits text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT substr(digits, 3, 2)::int BETWEEN 1 AND 12 AND substr(digits, 5, 2)::int % 60 BETWEEN 1 AND 31
      AND (SELECT sum(product / 10 + product % 10) % 10 = 0
        FROM (SELECT substr(digits, place, 1)::int * (1 + place % 2) AS product FROM generate_series(1, 10) AS place) digit)
  $$;

  -- What was published before its number or clause was looked at shows everything but the identity number.
  CREATE FUNCTION without_personal_numbers(shown text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
  DECLARE
    found text[];
    rest  text := shown;
  BEGIN
    IF shown IS NULL OR shown !~ '[0-9]{6}[-+ ]?[0-9]{4}' THEN RETURN shown; END IF;
    FOR found IN SELECT regexp_matches(shown,
        '((?<![0-9])(?:19|20)?([0-9]{6})[-+ ]?([0-9]{4})(?![0-9]))', 'g') LOOP
      IF is_personal_number(found[2] || found[3]) THEN rest := replace(rest, found[1], '[personnummer]'); END IF;
    END LOOP;
    RETURN rest;
  END $$;
`;

const ENTRIES = `
  CREATE TABLE public_entries (
    id           uuid PRIMARY KEY, -- the publication's, and the only id of the authorities in it
    list         text NOT NULL CONSTRAINT public_entries_list CHECK (list IN ('cases', 'referrals', 'statements')),
    number       text NOT NULL,
    dated_on     date NOT NULL,
    masked       boolean NOT NULL,
    title        text,
    body         text,
    body_name    text,
    state        text,
    sender       text,
    reply_by     date,
    consultees   jsonb,
    issuer_name  text,
    case_number  text,
    stance       text,
    route        text,
    outcome      text,
    decided_on   text,
    section      text,
    clauses      jsonb,
    belongs_to   uuid, -- the publication of a referral's case, of a statement's referral
    remove_on    date NOT NULL,
    published_at timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    search_text  text NOT NULL,
    words        tsvector,
    CONSTRAINT public_entries_masked CHECK (NOT masked OR num_nonnulls(title, body, body_name, state, sender, reply_by,
      consultees, issuer_name, case_number, stance, route, outcome, decided_on, section, clauses, belongs_to, words) = 0)
  );
  CREATE INDEX public_entries_newest ON public_entries
    (list, dated_on DESC, number COLLATE sv_numbers DESC, id DESC);
  CREATE INDEX public_entries_latest ON public_entries (list, published_at DESC, id DESC);
  CREATE INDEX public_entries_belonging ON public_entries (belongs_to);
  CREATE INDEX public_entries_search ON public_entries USING gin (search_text gin_trgm_ops);
  CREATE INDEX public_entries_words ON public_entries USING gin (words);
  CREATE INDEX publications_of_case ON publications (case_id);

  -- Names the state of the entries. The name says nothing and is never used again, also after a backup is restored.
  CREATE TABLE public_register (
    only_one   boolean PRIMARY KEY DEFAULT true CONSTRAINT public_register_only_one CHECK (only_one),
    revision   uuid NOT NULL DEFAULT gen_random_uuid(),
    changed_at timestamptz NOT NULL DEFAULT now()
  );
  INSERT INTO public_register DEFAULT VALUES;

  -- The published cases that a transaction has touched; empty again when it ends.
  CREATE UNLOGGED TABLE public_entries_due (
    changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
    case_id    uuid NOT NULL,
    PRIMARY KEY (changed_in, case_id)
  );
`;

/** What the views of migration 27 show of some cases, without what they show of persons' numbers. */
const DERIVING = `
  CREATE FUNCTION derived_public_entries(ids uuid[]) RETURNS SETOF public_entries LANGUAGE sql STABLE AS $$
    SELECT id, list, without_personal_numbers(number), dated_on, masked, without_personal_numbers(title), body, body_name,
      state, sender, reply_by, consultees, issuer_name, without_personal_numbers(case_number), stance, route, outcome,
      decided_on, section, without_personal_numbers(clauses::text)::jsonb, belongs_to, remove_on, published_at, updated_at,
      without_personal_numbers(search_text),
      CASE WHEN NOT masked THEN to_tsvector('swedish', without_personal_numbers(title || ' ' || number)) END
    FROM (
      SELECT id, 'cases' AS list, number, dated_on, masked, title, body, body_name, state, sender, NULL::date AS reply_by,
        NULL::jsonb AS consultees, NULL AS issuer_name, NULL AS case_number, NULL AS stance, NULL AS route,
        NULL AS outcome, NULL AS decided_on, NULL AS section, NULL::jsonb AS clauses, NULL::uuid AS belongs_to, remove_on,
        published_at, updated_at, search_text
      FROM published_cases
      UNION ALL
      SELECT id, 'referrals', number, dated_on, masked, title, body, body_name, state, NULL, reply_by, consultees, NULL,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL, case_publication, remove_on, published_at, updated_at, search_text
      FROM published_referrals
      UNION ALL
      SELECT id, 'statements', number, dated_on, masked, title, body, body_name, NULL, NULL, NULL, NULL, issuer_name,
        case_number, stance, route, outcome, decided_on, section, clauses, referral_publication, remove_on, published_at,
        updated_at, search_text
      FROM published_statements
    ) published
    WHERE id = ANY(ids)
  $$;

  -- One transaction at a time, so that each sees what the one before it did. A row that is as it was is left alone, and
  -- where all are, the register keeps its name.
  CREATE FUNCTION derive_public_entries(cases uuid[]) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    ids     uuid[];
    derived public_entries[];
    changed boolean;
  BEGIN
    PERFORM FROM public_register FOR UPDATE;
    ids := ARRAY(SELECT id FROM publications WHERE case_id = ANY(cases));
    derived := ARRAY(SELECT entry FROM derived_public_entries(ids) entry);
    DELETE FROM public_entries USING (
      SELECT kept.id FROM public_entries kept LEFT JOIN unnest(derived) entry ON entry.id = kept.id
      WHERE kept.id = ANY(ids) AND entry IS DISTINCT FROM kept
    ) stale WHERE public_entries.id = stale.id;
    changed := FOUND;
    INSERT INTO public_entries SELECT * FROM unnest(derived) ON CONFLICT (id) DO NOTHING;
    IF changed OR FOUND THEN UPDATE public_register SET revision = gen_random_uuid(), changed_at = now(); END IF;
  END $$;
`;

const FOLLOWING = `
  -- Runs when a change of a row commits. Whatever it was that changed, the entries of the row's case are derived
  -- anew: a list of columns that matter would be one to forget something on.
  CREATE FUNCTION public_entries_follow() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    its_case uuid;
  BEGIN
    CASE TG_TABLE_NAME
      WHEN 'cases' THEN its_case := coalesce(NEW.id, OLD.id);
      WHEN 'recorded_replies' THEN
        SELECT case_id INTO its_case FROM consultations WHERE id = coalesce(NEW.consultation_id, OLD.consultation_id);
      WHEN 'confidentiality' THEN
        SELECT case_id INTO its_case FROM publications
          WHERE coalesce(NEW.object_id, OLD.object_id) IN (case_id, referral_id, consultation_id) LIMIT 1;
      ELSE its_case := coalesce(NEW.case_id, OLD.case_id);
    END CASE;
    INSERT INTO public_entries_due (case_id)
      SELECT its_case WHERE EXISTS (SELECT FROM publications WHERE case_id = its_case) ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;

  CREATE FUNCTION public_entries_follow_names() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    INSERT INTO public_entries_due (case_id)
      SELECT DISTINCT case_id FROM publications WHERE body_code = NEW.code
        OR EXISTS (SELECT FROM consultations asked WHERE asked.case_id = publications.case_id
          AND NEW.code IN (asked.consultee_code, asked.issuer_code))
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;

  -- Queued by triggers that are deferred themselves, so it runs last of all in a transaction, once all rows have changed
  -- and every other lock is held: whoever waits here for the register is waited for by nobody who has it.
  CREATE FUNCTION derive_due_entries() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  DECLARE
    due uuid[];
  BEGIN
    WITH taken AS (DELETE FROM public_entries_due WHERE changed_in = pg_current_xact_id() RETURNING case_id)
      SELECT array_agg(case_id) INTO due FROM taken;
    IF due IS NOT NULL THEN PERFORM derive_public_entries(due); END IF;
    RETURN NULL;
  END $$;

  -- Only ever by hand or when a database is emptied: what is not published any more is not public.
  CREATE FUNCTION public_entries_are_emptied() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  BEGIN
    DELETE FROM public_entries WHERE NOT EXISTS (SELECT FROM publications WHERE publications.id = public_entries.id);
    UPDATE public_register SET revision = gen_random_uuid(), changed_at = now();
    RETURN NULL;
  END $$;

  ${FOLLOWED.map(
    (table) => `CREATE CONSTRAINT TRIGGER public_entries_follow AFTER INSERT OR UPDATE OR DELETE ON ${table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public_entries_follow();`,
  ).join('\n  ')}
  CREATE CONSTRAINT TRIGGER public_entries_follow AFTER UPDATE ON bodies DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION public_entries_follow_names();
  CREATE CONSTRAINT TRIGGER public_entries_are_derived AFTER INSERT ON public_entries_due
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION derive_due_entries();
  CREATE TRIGGER public_entries_are_emptied AFTER TRUNCATE ON publications
    FOR EACH STATEMENT EXECUTE FUNCTION public_entries_are_emptied();
  CREATE TRIGGER public_entries_are_removed AFTER DELETE ON publications
    FOR EACH STATEMENT EXECUTE FUNCTION public_entries_are_emptied();
`;

/** Where the public functions read a list, up to the conditions that follow, and what links its entries to others'. */
interface Source {
  readonly of: (list: string, alias: string) => string;
  readonly toCase: string;
  readonly toReferral: string;
}

/** What is public on a day. That a publication ends is derived, and needs no job. */
const publicFunctions = ({ of, toCase, toReferral }: Source): string => `
  CREATE OR REPLACE FUNCTION public_cases(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
      title text, body text, body_name text, state text, sender text, published_at timestamptz,
      updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
    SELECT id, number, dated_on, masked, title, body, body_name, state, sender, published_at, updated_at,
      search_text, words
    FROM ${of('cases', 'entry')} remove_on >= $1
  $$;
  CREATE OR REPLACE FUNCTION public_referrals(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
      title text, body text, body_name text, state text, reply_by date, consultees jsonb, case_id uuid,
      published_at timestamptz, updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
    SELECT id, number, dated_on, masked, title, body, body_name, state, reply_by, consultees,
      (SELECT linked.id FROM ${of('cases', 'linked')} linked.id = ${toCase}
       AND linked.remove_on >= $1),
      published_at, updated_at, search_text, words
    FROM ${of('referrals', 'entry')} remove_on >= $1
  $$;
  CREATE OR REPLACE FUNCTION public_statements(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
      title text, body text, body_name text, issuer_name text, case_number text, stance text, route text,
      outcome text, decided_on text, section text, clauses jsonb, referral_id uuid, published_at timestamptz,
      updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
    SELECT id, number, dated_on, masked, title, body, body_name, issuer_name, case_number, stance, route,
      outcome, decided_on, section, clauses,
      (SELECT linked.id FROM ${of('referrals', 'linked')} linked.id = ${toReferral}
       AND linked.remove_on >= $1),
      published_at, updated_at, search_text, words
    FROM ${of('statements', 'entry')} remove_on >= $1
  $$;
`;

const OF_THE_TABLE: Source = {
  of: (list, alias) => `public_entries ${alias} WHERE ${alias}.list = '${list}' AND`,
  toCase: 'entry.belongs_to',
  toReferral: 'entry.belongs_to',
};

/** As migration 27 has them. */
const OF_THE_VIEWS: Source = {
  of: (list, alias) => `published_${list} ${alias} WHERE`,
  toCase: 'entry.case_publication',
  toReferral: 'entry.referral_publication',
};
