import type { MigrationInterface, QueryRunner } from 'typeorm';

export class BodiesAndPeople1794000000002 implements MigrationInterface {
  name = 'BodiesAndPeople1794000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE bodies (
        code                 text PRIMARY KEY CONSTRAINT bodies_code_is_short CHECK (code ~ '^[A-ZÅÄÖ0-9]{2,12}$'),
        name                 text NOT NULL,
        kind                 text NOT NULL CONSTRAINT bodies_kind CHECK (kind IN
          ('executive-board', 'council', 'board', 'administration', 'company', 'joint-authority', 'external')),
        part_of              text CONSTRAINT bodies_part_of REFERENCES bodies,
        register_kept_by     text CONSTRAINT bodies_register_kept_by REFERENCES bodies,
        case_number_template text NOT NULL DEFAULT '{body} {year}/{n}',
        email                text,
        active               boolean NOT NULL DEFAULT true,
        version              integer NOT NULL DEFAULT 1
      );

      CREATE TABLE people (
        username text PRIMARY KEY CONSTRAINT people_username_is_lower_case CHECK (username ~ '^[a-z0-9][a-z0-9.@_-]{0,99}$'),
        name     text NOT NULL,
        email    text,
        active   boolean NOT NULL DEFAULT true,
        version  integer NOT NULL DEFAULT 1
      );

      CREATE TABLE roles (
        username  text NOT NULL CONSTRAINT roles_person REFERENCES people,
        body_code text NOT NULL CONSTRAINT roles_body REFERENCES bodies,
        role      text NOT NULL CONSTRAINT roles_role CHECK (role IN
          ('registrar', 'officer', 'manager', 'secretary', 'reader', 'administrator')),
        PRIMARY KEY (username, body_code, role)
      );
      CREATE INDEX roles_by_body ON roles (body_code);

      -- The staff of a body that keeps another's register act for it while it has no staff of its own (KS for KF).
      CREATE VIEW effective_roles AS
        SELECT username, body_code, role FROM roles
        UNION
        SELECT roles.username, bodies.code, roles.role
        FROM bodies JOIN roles ON roles.body_code = bodies.register_kept_by
        WHERE NOT EXISTS (
          SELECT FROM roles own WHERE own.body_code = bodies.code AND own.role NOT IN ('reader', 'administrator')
        );

      CREATE TABLE meetings (
        id               uuid PRIMARY KEY,
        body_code        text NOT NULL CONSTRAINT meetings_body REFERENCES bodies,
        meets_on         date NOT NULL,
        agenda_closes_on date CONSTRAINT meetings_agenda_closes_before CHECK (agenda_closes_on <= meets_on),
        version          integer NOT NULL DEFAULT 1,
        CONSTRAINT meetings_one_a_day UNIQUE (body_code, meets_on)
      );

      CREATE TABLE consultee_groups (
        id         uuid PRIMARY KEY,
        body_code  text NOT NULL CONSTRAINT consultee_groups_body REFERENCES bodies,
        name       text NOT NULL,
        consultees jsonb NOT NULL,
        version    integer NOT NULL DEFAULT 1,
        CONSTRAINT consultee_groups_name_taken UNIQUE (body_code, name)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE consultee_groups, meetings;
      DROP VIEW effective_roles;
      DROP TABLE roles, people, bodies;
    `);
  }
}
