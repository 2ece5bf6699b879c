-- name: rename
-- People have other ids than before: their rows move to them, staff fields and history with them. Ids may be exchanged.
UPDATE mentors AS m
   SET mn_id = t.new
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (old text, new text)
 WHERE m.year = :year AND m.mn_id = t.old

-- name: add_mentor
-- A new mentor. Staff fields are not a run's to write.
INSERT INTO mentors (year, mn_id, first_name, middle_name, last_name, preferred_name, gender, shirt_size, uga_class,
                     phone, personal_email, uga_email, shift_preference, partner_phone, partner_notes,
                     signup_submission_id, signup_at, setup_submission_id, training_signup_at, campaign_member,
                     gb_member_id, fundraising_page_url, amount_raised, gb_contact_id, dropped, withdrawn_at, provenance)
VALUES (:year, :mn_id, :first_name, :middle_name, :last_name, :preferred_name, :gender, :shirt_size, :uga_class,
        :phone, :personal_email, :uga_email, :shift_preference, :partner_phone, :partner_notes,
        :signup_submission_id, :signup_at, :setup_submission_id, :training_signup_at, :campaign_member,
        :gb_member_id, :fundraising_page_url, :amount_raised, :gb_contact_id, :dropped, :withdrawn_at,
        CAST(:provenance AS jsonb))

-- name: update_mentor
-- What a run believes of a known mentor now. Staff fields are not a run's to write.
UPDATE mentors
   SET first_name = :first_name, middle_name = :middle_name, last_name = :last_name,
       preferred_name = :preferred_name, gender = :gender, shirt_size = :shirt_size, uga_class = :uga_class,
       phone = :phone, personal_email = :personal_email, uga_email = :uga_email,
       shift_preference = :shift_preference, partner_phone = :partner_phone, partner_notes = :partner_notes,
       signup_submission_id = :signup_submission_id, signup_at = :signup_at,
       setup_submission_id = :setup_submission_id, training_signup_at = :training_signup_at,
       campaign_member = :campaign_member, gb_member_id = :gb_member_id,
       fundraising_page_url = :fundraising_page_url, amount_raised = :amount_raised,
       gb_contact_id = :gb_contact_id, dropped = :dropped, withdrawn_at = :withdrawn_at,
       provenance = CAST(:provenance AS jsonb)
 WHERE year = :year AND mn_id = :mn_id

-- name: defer_checks
-- Rows may exchange contacts and sign-ups while they are written, also in a transaction that has checked them before.
SET CONSTRAINTS mentors_one_per_contact, mentors_one_per_signup DEFERRED

-- name: check_contacts
-- From here on one contact, or one sign-up, with two mentors is refused at once (a dry run never commits).
SET CONSTRAINTS mentors_one_per_contact, mentors_one_per_signup IMMEDIATE

-- name: exclusions
-- Today's explained exclusions instead of the former ones; unchanged rows are not rewritten.
WITH today AS (
    SELECT submission_id, reason, mn_id
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (submission_id text, reason text, mn_id text)
), gone AS (
    DELETE FROM exclusions AS e
     WHERE e.year = :year AND NOT EXISTS (SELECT FROM today AS t WHERE t.submission_id = e.submission_id)
)
INSERT INTO exclusions AS e (year, submission_id, reason, mn_id)
SELECT :year, submission_id, reason, mn_id
  FROM today
    ON CONFLICT (year, submission_id)
    DO UPDATE SET reason = excluded.reason, mn_id = excluded.mn_id
 WHERE (e.reason, e.mn_id) IS DISTINCT FROM (excluded.reason, excluded.mn_id)

-- name: holds
-- Today's held-back people instead of the former ones.
WITH today AS (
    SELECT mn_id, reason
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (mn_id text, reason text)
), gone AS (
    DELETE FROM holds AS h
     WHERE h.year = :year AND NOT EXISTS (SELECT FROM today AS t WHERE t.mn_id = h.mn_id)
)
INSERT INTO holds AS h (year, mn_id, reason)
SELECT :year, mn_id, reason
  FROM today
    ON CONFLICT (year, mn_id)
    DO UPDATE SET reason = excluded.reason
 WHERE h.reason IS DISTINCT FROM excluded.reason

-- name: staging
-- Today's import rows instead of the former ones.
WITH today AS (
    SELECT mn_id, gb_contact_id, columns, problems
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (mn_id text, gb_contact_id bigint, columns jsonb, problems jsonb)
), gone AS (
    DELETE FROM mn_gb_import AS i
     WHERE i.year = :year AND NOT EXISTS (SELECT FROM today AS t WHERE t.mn_id = i.mn_id)
)
INSERT INTO mn_gb_import AS i (year, mn_id, gb_contact_id, columns, problems)
SELECT :year, mn_id, gb_contact_id, columns, problems
  FROM today
    ON CONFLICT (year, mn_id)
    DO UPDATE SET gb_contact_id = excluded.gb_contact_id, columns = excluded.columns, problems = excluded.problems
 WHERE (i.gb_contact_id, i.columns, i.problems)
       IS DISTINCT FROM (excluded.gb_contact_id, excluded.columns, excluded.problems)

-- name: load_holds
-- Who is held back from the import file, and why.
SELECT mn_id, reason
  FROM holds
 WHERE year = :year
 ORDER BY mn_id
