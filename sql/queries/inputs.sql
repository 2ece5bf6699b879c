-- name: candidates
-- Contacts that share the External ID, a phone or an e-mail with a sign-up (blocking), those that may come back, too.
WITH returning_keys AS (
    SELECT k.kind, k.value, c.contact_id
      FROM raw_gb_full_contacts AS c
     CROSS JOIN LATERAL (
               SELECT 'phone' AS kind, unnest(c.phones) AS value
                UNION ALL
               SELECT 'email', unnest(c.emails)
                UNION ALL
               SELECT 'external_id', upper(c.external_id)) AS k
     WHERE c.contact_id IN (SELECT contact_id FROM contacts_returning)
     UNION
    SELECT 'external_id', upper(mn_id), contact_id
      FROM deliveries
     WHERE kind = 'give_external_id' AND status IN ('queued', 'in_flight')
), wanted AS (
    SELECT submission_id, 'external_id' AS kind, upper(mn_id) AS value
      FROM raw_mn_signups
     WHERE year = :year AND deleted_at IS NULL AND mn_id IS NOT NULL
     UNION ALL
    SELECT submission_id, 'phone', phone
      FROM raw_mn_signups
     WHERE year = :year AND deleted_at IS NULL AND phone IS NOT NULL
     UNION ALL
    SELECT submission_id, 'email', personal_email
      FROM raw_mn_signups
     WHERE year = :year AND deleted_at IS NULL AND personal_email IS NOT NULL
     UNION ALL
    SELECT submission_id, 'email', uga_email
      FROM raw_mn_signups
     WHERE year = :year AND deleted_at IS NULL AND uga_email IS NOT NULL
)
SELECT w.submission_id, k.contact_id
  FROM wanted AS w
  JOIN contact_keys AS k
    ON k.kind = w.kind AND k.value = w.value
 UNION
SELECT w.submission_id, r.contact_id
  FROM wanted AS w
  JOIN returning_keys AS r
    ON r.kind = w.kind AND r.value = w.value
 ORDER BY submission_id, contact_id

-- name: offered
-- Archived duplicates that may be offered to a person because the contact they were archived for is gone.
SELECT contact_id
  FROM contacts_returning
 WHERE is_offered

-- name: mentors
-- All mentors of a season as they are, withdrawn ones included.
SELECT mn_id, first_name, middle_name, last_name, preferred_name, gender, shirt_size, uga_class, phone,
       personal_email, uga_email, shift_preference, partner_phone, partner_notes, signup_submission_id, signup_at,
       setup_submission_id, training_signup_at, campaign_member, gb_member_id, fundraising_page_url, amount_raised,
       gb_contact_id, dropped, training_at, fundraised_at, notes, offline_raised, withdrawn_at, provenance
  FROM mentors
 WHERE year = :year
 ORDER BY mn_id

-- name: contact_ids
-- The ids of all contacts that are present and not archived.
SELECT contact_id
  FROM raw_gb_full_contacts
 WHERE deleted_at IS NULL AND archived_at IS NULL

-- name: elsewhere
-- The mentors of all other seasons whose contact is still there, and the External ID on it today.
SELECT m.year, m.mn_id, m.first_name, m.middle_name, m.last_name, m.preferred_name, m.phone, m.personal_email,
       m.uga_email, m.gb_contact_id, c.external_id
  FROM mentors AS m
  JOIN raw_gb_full_contacts AS c
    ON c.contact_id = m.gb_contact_id AND c.deleted_at IS NULL AND c.archived_at IS NULL
 WHERE m.year <> :year AND m.withdrawn_at IS NULL
 ORDER BY m.year, m.mn_id

-- name: other_tags
-- The mentor tags of all other seasons.
SELECT year, config_value AS tag
  FROM sync_configs
 WHERE year <> :year AND config_key = 'givebutter_mentor_tag'
