import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Publication1794000000027 implements MigrationInterface {
  name = 'Publication1794000000027';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Case numbers in their order: KS 2026/9 before KS 2026/10.
      CREATE COLLATION sv_numbers (provider = icu, locale = 'sv-u-kn-true');

      -- What a body shows everyone of a record, and until when. A row a record for good: what is published again
      -- has the id it had, so that whoever has linked to it finds it.
      CREATE TABLE publications (
        id              uuid PRIMARY KEY,
        kind            text NOT NULL CONSTRAINT publications_kind CHECK (kind IN ('case', 'referral', 'statement')),
        case_id         uuid NOT NULL CONSTRAINT publications_case REFERENCES cases,
        referral_id     uuid CONSTRAINT publications_referral REFERENCES referrals,
        consultation_id uuid CONSTRAINT publications_consultation REFERENCES consultations,
        dispatch_id     uuid CONSTRAINT publications_dispatch REFERENCES dispatches,
        body_code       text NOT NULL CONSTRAINT publications_body REFERENCES bodies,
        number          text NOT NULL,
        title           text NOT NULL,
        dated_on        date NOT NULL,
        hides_party     boolean NOT NULL,
        parties         text[] NOT NULL, -- outside the municipality, that are named: nobody who is added later
        remove_on       date NOT NULL,
        state           text NOT NULL CONSTRAINT publications_state CHECK (state IN ('unpublished', 'published')),
        published_at    timestamptz NOT NULL,
        version         integer NOT NULL DEFAULT 1,
        words           tsvector GENERATED ALWAYS AS (to_tsvector('swedish', title || ' ' || number)) STORED,
        CONSTRAINT publications_of_their_kind CHECK (CASE kind
          WHEN 'case' THEN num_nonnulls(referral_id, consultation_id, dispatch_id) = 0
          WHEN 'referral' THEN referral_id IS NOT NULL AND num_nonnulls(consultation_id, dispatch_id) = 0
          ELSE consultation_id IS NOT NULL END)
      );
      CREATE UNIQUE INDEX publications_case_once ON publications (case_id) WHERE kind = 'case';
      CREATE UNIQUE INDEX publications_referral_once ON publications (referral_id) WHERE kind = 'referral';
      CREATE UNIQUE INDEX publications_statement_once ON publications (consultation_id) WHERE kind = 'statement';
      CREATE INDEX publications_newest ON publications (kind, dated_on DESC, number COLLATE sv_numbers DESC, id DESC)
        WHERE state = 'published';
      CREATE INDEX publications_latest ON publications (published_at DESC, id DESC);
      CREATE INDEX publications_latest_shown ON publications (kind, published_at DESC, id DESC) WHERE state = 'published';

      -- Whoever asks without a caller, as everyone does, reads no row of it, only the three functions below.
      ALTER TABLE publications ENABLE ROW LEVEL SECURITY;
      CREATE POLICY publications_of_some_caller ON publications TO yttra_runtime USING (
        (SELECT acting_as_the_service()) OR (SELECT acting_for('staff_of')) IS NOT NULL);

      -- The wall of the public register: its views read as the owner, and show of a confidential record its number
      -- and date, or nothing. The public is on no list of those who may see one, so any list at all hides it.
      CREATE VIEW published_cases AS
        SELECT published.id, number, dated_on, remove_on, published_at, updated_at, masked,
          CASE WHEN NOT masked THEN title END AS title,
          CASE WHEN NOT masked THEN body_code END AS body,
          CASE WHEN NOT masked THEN bodies.name END AS body_name,
          CASE WHEN NOT masked THEN cases_state END AS state,
          CASE WHEN NOT masked AND sender = ANY(parties) THEN sender END AS sender,
          lower(CASE WHEN masked THEN number ELSE number || ' ' || title END) AS search_text,
          CASE WHEN NOT masked THEN words END AS words
        FROM (
          SELECT publications.*, cases.state AS cases_state, cases.origin->>'sender' AS sender,
            cases.seen_by IS NOT NULL AS masked, publications.published_at AS updated_at
          FROM publications JOIN cases ON cases.id = publications.case_id
          WHERE publications.kind = 'case' AND publications.state = 'published'
            AND (cases.seen_by IS NULL OR NOT EXISTS (SELECT FROM confidentiality
              WHERE others_see = 'nothing' AND object_type = 'case' AND object_id = cases.id))
        ) published
        JOIN bodies ON bodies.code = body_code;

      CREATE VIEW published_referrals AS
        SELECT published.id, number, dated_on, remove_on, published_at, updated_at, masked,
          CASE WHEN NOT masked THEN title END AS title,
          CASE WHEN NOT masked THEN body_code END AS body,
          CASE WHEN NOT masked THEN bodies.name END AS body_name,
          CASE WHEN NOT masked THEN CASE referrals_state WHEN 'sent' THEN 'open' ELSE referrals_state END END AS state,
          CASE WHEN NOT masked THEN reply_by END AS reply_by,
          CASE WHEN NOT masked THEN (
            SELECT coalesce(jsonb_agg(jsonb_build_object('body', asked.consultee_code,
                'name', coalesce(consultee.name, CASE WHEN asked.consultee_name = ANY(parties) THEN asked.consultee_name END),
                'replyBy', asked.reply_by)
              ORDER BY coalesce(consultee.name, asked.consultee_name) COLLATE "sv-SE-x-icu", asked.id), '[]')
            FROM consultations asked LEFT JOIN bodies consultee ON consultee.code = asked.consultee_code
            WHERE asked.referral_id = published.referral_id) END AS consultees,
          CASE WHEN NOT masked THEN (SELECT id FROM publications ours
            WHERE ours.kind = 'case' AND ours.case_id = published.case_id) END AS case_publication,
          lower(CASE WHEN masked THEN number ELSE number || ' ' || title END) AS search_text,
          CASE WHEN NOT masked THEN words END AS words
        FROM (
          SELECT publications.*, referrals.state AS referrals_state, referrals.reply_by,
            num_nonnulls(referrals.seen_by, referrals.case_seen_by) > 0 AS masked,
            greatest(publications.published_at, referrals.settled_at) AS updated_at
          FROM publications JOIN referrals ON referrals.id = publications.referral_id
          WHERE publications.kind = 'referral' AND publications.state = 'published'
            AND (num_nonnulls(referrals.seen_by, referrals.case_seen_by) = 0 OR NOT EXISTS (SELECT FROM confidentiality
              WHERE others_see = 'nothing' AND (object_type, object_id) IN
                (('case', referrals.case_id), ('referral', referrals.id))))
        ) published
        JOIN bodies ON bodies.code = body_code;

      CREATE VIEW published_statements AS
        SELECT published.id, number, dated_on, remove_on, published_at, updated_at, masked,
          CASE WHEN NOT masked THEN title END AS title,
          CASE WHEN NOT masked THEN consultee_code END AS body,
          CASE WHEN NOT masked THEN coalesce(consultee.name, CASE WHEN consultee_name = ANY(parties) THEN consultee_name END) END
            AS body_name,
          CASE WHEN NOT masked THEN coalesce(issuer.name, CASE WHEN issuer_name = ANY(parties) THEN issuer_name END) END
            AS issuer_name,
          CASE WHEN NOT masked THEN case_number END AS case_number,
          CASE WHEN NOT masked THEN coalesce(content->'statement'->>'stance', recorded_stance) END AS stance,
          CASE WHEN NOT masked THEN content->'decision'->>'route' END AS route,
          CASE WHEN NOT masked THEN content->'decision'->>'outcome' END AS outcome,
          CASE WHEN NOT masked THEN content->'decision'->>'decidedOn' END AS decided_on,
          CASE WHEN NOT masked THEN content->'decision'->>'section' END AS section,
          CASE WHEN NOT masked THEN coalesce(
            jsonb_path_query_array(content->'decision', '$.clauses[*].text'), '[]') END AS clauses,
          CASE WHEN NOT masked THEN (SELECT id FROM publications theirs
            WHERE theirs.kind = 'referral' AND theirs.referral_id = published.referral_id) END AS referral_publication,
          lower(CASE WHEN masked THEN number ELSE concat_ws(' ', number, case_number, title) END) AS search_text,
          CASE WHEN NOT masked THEN words END AS words
        FROM (
          SELECT publications.*, asked.consultee_code, asked.consultee_name, asked.issuer_code, asked.issuer_name,
            asked.case_number, dispatches.content, recorded_replies.stance AS recorded_stance,
            num_nonnulls(asked.statement_seen_by, asked.referral_seen_by, asked.case_seen_by) > 0 AS masked,
            publications.published_at AS updated_at
          FROM publications
          JOIN consultations asked ON asked.id = publications.consultation_id
          LEFT JOIN dispatches ON dispatches.id = publications.dispatch_id
          LEFT JOIN recorded_replies ON recorded_replies.consultation_id = asked.id
          WHERE publications.kind = 'statement' AND publications.state = 'published'
            AND (num_nonnulls(asked.statement_seen_by, asked.referral_seen_by, asked.case_seen_by) = 0
              OR NOT EXISTS (SELECT FROM confidentiality WHERE others_see = 'nothing' AND (object_type, object_id) IN
                (('case', asked.case_id), ('referral', asked.referral_id), ('statement', asked.id))))
        ) published
        LEFT JOIN bodies consultee ON consultee.code = consultee_code
        LEFT JOIN bodies issuer ON issuer.code = issuer_code;

      -- What is public on a day: everything that lists, reads, searches, counts, feeds or exports asks these. That a
      -- publication ends is so derived, and needs no job. Plain SQL, so that PostgreSQL sees through to the indexes.
      CREATE FUNCTION public_cases(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
          title text, body text, body_name text, state text, sender text, published_at timestamptz,
          updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
        SELECT id, number, dated_on, masked, title, body, body_name, state, sender, published_at, updated_at,
          search_text, words
        FROM published_cases WHERE remove_on >= $1
      $$;
      CREATE FUNCTION public_referrals(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
          title text, body text, body_name text, state text, reply_by date, consultees jsonb, case_id uuid,
          published_at timestamptz, updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
        SELECT id, number, dated_on, masked, title, body, body_name, state, reply_by, consultees,
          (SELECT linked.id FROM published_cases linked WHERE linked.id = case_publication AND linked.remove_on >= $1),
          published_at, updated_at, search_text, words
        FROM published_referrals WHERE remove_on >= $1
      $$;
      CREATE FUNCTION public_statements(today date) RETURNS TABLE (id uuid, number text, date date, masked boolean,
          title text, body text, body_name text, issuer_name text, case_number text, stance text, route text,
          outcome text, decided_on text, section text, clauses jsonb, referral_id uuid, published_at timestamptz,
          updated_at timestamptz, search_text text, words tsvector) LANGUAGE sql STABLE AS $$
        SELECT id, number, dated_on, masked, title, body, body_name, issuer_name, case_number, stance, route,
          outcome, decided_on, section, clauses,
          (SELECT linked.id FROM published_referrals linked
           WHERE linked.id = referral_publication AND linked.remove_on >= $1),
          published_at, updated_at, search_text, words
        FROM published_statements WHERE remove_on >= $1
      $$;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP FUNCTION public_statements(date), public_referrals(date), public_cases(date);
      DROP VIEW published_statements, published_referrals, published_cases;
      DROP TABLE publications;
      DROP COLLATION sv_numbers;
    `);
  }
}
