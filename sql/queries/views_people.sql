-- name: signups
-- Sign-ups that are no mentors of their own for a reason; without a reason those that no run has worked in yet.
SELECT s.submission_id, s.mn_id, s.first_name, s.last_name, s.phone, s.personal_email, s.uga_email
  FROM raw_mn_signups AS s
  LEFT JOIN exclusions AS e
    ON e.year = s.year AND e.submission_id = s.submission_id
 WHERE s.year = :year AND s.deleted_at IS NULL
   AND e.reason IS NOT DISTINCT FROM CAST(:reason AS text)
   AND (e.reason IS NOT NULL
        OR NOT EXISTS (
               SELECT 1
                 FROM mentors AS m
                WHERE m.year = s.year AND m.signup_submission_id = s.submission_id AND m.withdrawn_at IS NULL))
 ORDER BY s.last_name, s.first_name, s.submission_id

-- name: no_mentors
-- Sign-ups that are no mentors of their own, with the reason, which is empty until a run has worked them in.
SELECT s.submission_id, s.mn_id, s.first_name, s.last_name, s.phone, s.personal_email, s.uga_email, e.reason
  FROM raw_mn_signups AS s
  LEFT JOIN exclusions AS e
    ON e.year = s.year AND e.submission_id = s.submission_id
 WHERE s.year = :year AND s.deleted_at IS NULL
   AND NOT EXISTS (
           SELECT 1
             FROM mentors AS m
            WHERE m.year = s.year AND m.signup_submission_id = s.submission_id AND m.withdrawn_at IS NULL)
