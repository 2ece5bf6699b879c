-- A mentor is a person, not the text of an id: rows, decisions and memory belong to whoever signed up.

CREATE TABLE people (
    person_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year       integer NOT NULL REFERENCES seasons,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (year, person_id)
);
COMMENT ON TABLE people IS 'Who signed up in a season. A person stays the same whatever mentor id they have.';

CREATE TABLE person_signups (
    year          integer NOT NULL,
    submission_id text NOT NULL,
    person_id     bigint NOT NULL,
    PRIMARY KEY (year, submission_id),
    FOREIGN KEY (year, person_id) REFERENCES people (year, person_id)
);
COMMENT ON TABLE person_signups IS 'Whose each submission of the sign-up form is, deleted ones included.';
CREATE INDEX person_signups_person ON person_signups (person_id);

CREATE TABLE mentor_ids (
    year      integer NOT NULL,
    person_id bigint NOT NULL,
    mn_id     text NOT NULL,
    since     timestamptz NOT NULL DEFAULT clock_timestamp(),
    until     timestamptz,
    PRIMARY KEY (person_id, mn_id, since),
    FOREIGN KEY (year, person_id) REFERENCES people (year, person_id)
);
COMMENT ON TABLE mentor_ids IS 'Which mentor ids each person has or had. The same id may be issued to several people, one after another.';
COMMENT ON COLUMN mentor_ids.until IS 'NULL: the person has the id now.';
CREATE UNIQUE INDEX mentor_ids_one_holder ON mentor_ids (year, mn_id) WHERE until IS NULL;
CREATE UNIQUE INDEX mentor_ids_one_id ON mentor_ids (person_id) WHERE until IS NULL;

CREATE FUNCTION holder_of(season integer, id text) RETURNS bigint LANGUAGE sql STABLE AS
$$ SELECT person_id FROM mentor_ids WHERE year = season AND mn_id = id AND until IS NULL $$;

-- What there is already: one person per row. A row that moved to a new id left that in the audit.
ALTER TABLE mentors ADD COLUMN person_id bigint;
UPDATE mentors SET person_id = nextval(pg_get_serial_sequence('people', 'person_id'));
INSERT INTO people (person_id, year) OVERRIDING SYSTEM VALUE SELECT person_id, year FROM mentors;

CREATE TEMPORARY TABLE owners (year integer, mn_id text, person_id bigint, PRIMARY KEY (year, mn_id)) ON COMMIT DROP;
INSERT INTO owners SELECT year, mn_id, person_id FROM mentors;
WITH RECURSIVE moves AS (
    SELECT year, person_id, mn_id, 0::bigint AS before_change, 0 AS steps FROM mentors
     UNION ALL
    SELECT m.year, m.person_id, c.old_value, c.change_id, m.steps + 1
      FROM moves AS m
      JOIN mn_changes AS c ON c.year = m.year AND c.mn_id = m.mn_id AND c.field_name = 'mn_id'
     WHERE (m.steps = 0 OR c.change_id < m.before_change) AND m.steps < 50
)
INSERT INTO owners
SELECT DISTINCT ON (year, mn_id) year, mn_id, person_id
  FROM moves
 WHERE steps > 0
 ORDER BY year, mn_id, before_change DESC
    ON CONFLICT DO NOTHING;

-- Those in doubt are no mentors yet, but were asked about, and may be decided about.
INSERT INTO owners (year, mn_id, person_id)
SELECT year, mn_id, nextval(pg_get_serial_sequence('people', 'person_id'))
  FROM (SELECT year, mn_id FROM exclusions WHERE reason = 'contact_selection' AND mn_id IS NOT NULL
        UNION SELECT year, mn_id FROM sync_conflicts
        UNION SELECT year, mn_id FROM decisions
        UNION SELECT year, mn_id FROM agreed_values) AS named
    ON CONFLICT DO NOTHING;
INSERT INTO people (person_id, year) OVERRIDING SYSTEM VALUE
SELECT person_id, year FROM owners WHERE person_id NOT IN (SELECT person_id FROM people);

INSERT INTO person_signups (year, submission_id, person_id)
SELECT year, signup_submission_id, person_id FROM mentors WHERE signup_submission_id IS NOT NULL
 UNION ALL
SELECT e.year, e.submission_id, o.person_id
  FROM exclusions AS e
  JOIN owners AS o USING (year, mn_id)
 WHERE e.reason = 'contact_selection'
    ON CONFLICT DO NOTHING;

INSERT INTO mentor_ids (year, person_id, mn_id, until)
SELECT year, person_id, mn_id, CASE WHEN withdrawn_at IS NOT NULL THEN clock_timestamp() END FROM mentors;
INSERT INTO mentor_ids (year, person_id, mn_id, until)
SELECT o.year, o.person_id, o.mn_id,
       CASE WHEN m.person_id IS NOT NULL OR e.mn_id IS NULL THEN clock_timestamp() END
  FROM owners AS o
  LEFT JOIN mentors AS m ON m.person_id = o.person_id
  LEFT JOIN exclusions AS e ON e.year = o.year AND e.mn_id = o.mn_id AND e.reason = 'contact_selection'
 WHERE m.mn_id IS DISTINCT FROM o.mn_id
    ON CONFLICT DO NOTHING;

-- The row of a person. Rows may exchange their ids in one statement.
ALTER TABLE mentors
    ALTER COLUMN person_id SET NOT NULL,
    ADD UNIQUE (person_id),
    ADD FOREIGN KEY (year, person_id) REFERENCES people (year, person_id),
    DROP CONSTRAINT mentors_pkey,
    ADD PRIMARY KEY (year, mn_id) DEFERRABLE INITIALLY IMMEDIATE,
    ADD CONSTRAINT mentors_one_per_signup
        EXCLUDE USING btree (year WITH =, signup_submission_id WITH =) WHERE (withdrawn_at IS NULL)
        DEFERRABLE INITIALLY DEFERRED;
COMMENT ON COLUMN mentors.person_id IS 'Whose row it is, for good. mn_id is the person''s id of now, or MN0001~1 once it was issued to somebody else.';
COMMENT ON CONSTRAINT mentors_one_per_signup ON mentors IS 'No two people stand on one submission.';

ALTER TABLE sync_conflicts ADD COLUMN person_id bigint REFERENCES people;
ALTER TABLE decisions ADD COLUMN person_id bigint REFERENCES people;
ALTER TABLE archivals ADD COLUMN person_id bigint REFERENCES people;
ALTER TABLE agreed_values ADD COLUMN person_id bigint REFERENCES people;
ALTER TABLE mn_changes ADD COLUMN person_id bigint;
UPDATE sync_conflicts AS t SET person_id = o.person_id FROM owners AS o WHERE (o.year, o.mn_id) = (t.year, t.mn_id);
UPDATE decisions AS t SET person_id = o.person_id FROM owners AS o WHERE (o.year, o.mn_id) = (t.year, t.mn_id);
UPDATE archivals AS t SET person_id = o.person_id FROM owners AS o WHERE (o.year, o.mn_id) = (t.year, t.mn_id);
UPDATE agreed_values AS t SET person_id = o.person_id FROM owners AS o WHERE (o.year, o.mn_id) = (t.year, t.mn_id);
-- Memory that was kept under a former and the present id of one person: the present one's counts.
DELETE FROM agreed_values AS a
 USING mentors AS m
 WHERE m.person_id = a.person_id AND a.mn_id <> m.mn_id
   AND EXISTS (SELECT FROM agreed_values AS x WHERE (x.year, x.mn_id, x.field_name) = (m.year, m.mn_id, a.field_name));
DELETE FROM agreed_values AS a
 USING agreed_values AS x
 WHERE (x.person_id, x.field_name) = (a.person_id, a.field_name) AND x.mn_id > a.mn_id;
ALTER TABLE mn_changes DISABLE TRIGGER mn_changes_append_only;
UPDATE mn_changes AS t SET person_id = o.person_id FROM owners AS o WHERE (o.year, o.mn_id) = (t.year, t.mn_id);
ALTER TABLE mn_changes ENABLE TRIGGER mn_changes_append_only;
DROP TABLE owners;

-- A question is one of a person: the same contacts may be asked about for whoever has the id later.
ALTER TABLE sync_conflicts
    DROP CONSTRAINT sync_conflicts_year_mn_id_conflict_type_question_key_key,
    ADD UNIQUE (person_id, conflict_type, question_key);
ALTER TABLE agreed_values DROP CONSTRAINT agreed_values_pkey, ADD PRIMARY KEY (person_id, field_name);
CREATE INDEX decisions_of_person ON decisions (person_id);
CREATE INDEX mn_changes_person ON mn_changes (person_id, change_id);
COMMENT ON COLUMN sync_conflicts.person_id IS 'Whom it is about; mn_id is the id they had when it was last asked.';
COMMENT ON COLUMN decisions.person_id IS 'Whom it is about, whatever id they have later; mn_id is the id they had then.';
COMMENT ON COLUMN archivals.person_id IS 'Whose duplicate it is.';
COMMENT ON COLUMN agreed_values.person_id IS 'Whose values they are; mn_id is the id they had when it was last written.';
COMMENT ON COLUMN mn_changes.person_id IS 'Whose row it was: the history of a person, whatever their ids.';

-- Whoever writes names a mentor id; whose it is now, the database knows.
CREATE FUNCTION find_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_id IS NULL OR TG_OP = 'UPDATE' THEN
        NEW.person_id := coalesce(holder_of(NEW.year, NEW.mn_id), NEW.person_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sync_conflicts_find_person BEFORE INSERT ON sync_conflicts
    FOR EACH ROW EXECUTE FUNCTION find_person();
CREATE TRIGGER decisions_find_person BEFORE INSERT ON decisions
    FOR EACH ROW EXECUTE FUNCTION find_person();
CREATE TRIGGER agreed_values_find_person BEFORE INSERT ON agreed_values
    FOR EACH ROW EXECUTE FUNCTION find_person();
CREATE TRIGGER archivals_find_person BEFORE INSERT OR UPDATE OF mn_id ON archivals
    FOR EACH ROW EXECUTE FUNCTION find_person();

-- A row that names no person is of whoever has the id; nobody: then it is of somebody new.
CREATE FUNCTION find_or_make_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.person_id := coalesce(NEW.person_id, holder_of(NEW.year, NEW.mn_id));
    IF NEW.person_id IS NULL THEN
        INSERT INTO people (year) VALUES (NEW.year) RETURNING person_id INTO NEW.person_id;
        INSERT INTO mentor_ids (year, person_id, mn_id) VALUES (NEW.year, NEW.person_id, NEW.mn_id);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mentors_find_person BEFORE INSERT ON mentors
    FOR EACH ROW EXECUTE FUNCTION find_or_make_person();

CREATE FUNCTION keep_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a row of % belongs to its person (%) for good', TG_TABLE_NAME, OLD.person_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER mentors_keep_person BEFORE UPDATE ON mentors
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION keep_person();
CREATE TRIGGER decisions_keep_person BEFORE UPDATE ON decisions
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION keep_person();
CREATE TRIGGER agreed_values_keep_person BEFORE UPDATE ON agreed_values
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION keep_person();
CREATE TRIGGER sync_conflicts_keep_person BEFORE UPDATE ON sync_conflicts
    FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id) EXECUTE FUNCTION keep_person();
