CREATE OR REPLACE FUNCTION acting_for(role text) RETURNS text[] LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('yttra.' || role, true), '')::text[] $$;

CREATE OR REPLACE FUNCTION acting_as_the_service() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT current_setting('yttra.service', true) = 'on' $$;

CREATE OR REPLACE FUNCTION acting_for_somebody() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT acting_as_the_service() OR coalesce(current_setting('yttra.staff_of', true), '') NOT IN ('', '{}') $$;

-- Whether there is a caller at all, whatever their marks.
CREATE OR REPLACE FUNCTION acting_for_a_caller() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT coalesce(current_setting('yttra.staff_of', true), '') <> '' $$;
