DROP TRIGGER sync_conflicts_keep_person ON sync_conflicts;
DROP TRIGGER agreed_values_keep_person ON agreed_values;
DROP TRIGGER decisions_keep_person ON decisions;
DROP TRIGGER mentors_keep_person ON mentors;
DROP FUNCTION keep_person;
DROP TRIGGER mentors_find_person ON mentors;
DROP FUNCTION find_or_make_person;
DROP TRIGGER archivals_find_person ON archivals;
DROP TRIGGER agreed_values_find_person ON agreed_values;
DROP TRIGGER decisions_find_person ON decisions;
DROP TRIGGER sync_conflicts_find_person ON sync_conflicts;
DROP FUNCTION find_person;

-- Questions and memory of a person whose id somebody else has now would stand in the way under that id.
UPDATE agreed_values AS a
   SET mn_id = m.mn_id
  FROM mentors AS m
 WHERE m.person_id = a.person_id;
DELETE FROM agreed_values AS a
 USING agreed_values AS x
 WHERE (x.year, x.mn_id, x.field_name) = (a.year, a.mn_id, a.field_name) AND x.person_id > a.person_id;
UPDATE sync_conflicts AS c
   SET mn_id = c.mn_id || '~' || c.person_id
 WHERE EXISTS (SELECT FROM sync_conflicts AS x
                WHERE (x.year, x.mn_id, x.conflict_type, x.question_key)
                      = (c.year, c.mn_id, c.conflict_type, c.question_key)
                  AND x.conflict_id > c.conflict_id);
ALTER TABLE agreed_values DROP CONSTRAINT agreed_values_pkey, ADD PRIMARY KEY (year, mn_id, field_name);
ALTER TABLE sync_conflicts
    DROP CONSTRAINT sync_conflicts_person_id_conflict_type_question_key_key,
    ADD UNIQUE (year, mn_id, conflict_type, question_key);
ALTER TABLE mn_changes DROP COLUMN person_id;
ALTER TABLE agreed_values DROP COLUMN person_id;
ALTER TABLE archivals DROP COLUMN person_id;
ALTER TABLE decisions DROP COLUMN person_id;
ALTER TABLE sync_conflicts DROP COLUMN person_id;
ALTER TABLE mentors
    DROP CONSTRAINT mentors_one_per_signup,
    DROP CONSTRAINT mentors_pkey,
    ADD PRIMARY KEY (year, mn_id),
    DROP COLUMN person_id;
DROP FUNCTION holder_of;
DROP TABLE mentor_ids;
DROP TABLE person_signups;
DROP TABLE people;
