-- name: returned
-- Archived duplicates that are in Givebutter again, restored by hand: they may be proposed, but not archived unasked.
UPDATE archivals AS a
   SET status = 'obsolete', remark = 'It was archived and has been restored in Givebutter since.'
  FROM raw_gb_full_contacts AS c
 WHERE a.status = 'archived' AND c.contact_id = a.contact_id AND c.deleted_at IS NULL AND c.archived_at IS NULL

-- name: propose
-- Today's duplicates to archive; former proposals that no longer hold become obsolete. What people settled stays.
WITH today AS (
    SELECT contact_id, mn_id, winner_contact_id, reason, facts, caution, decision_id
      FROM jsonb_to_recordset(CAST(:rows AS jsonb))
           AS t (contact_id bigint, mn_id text, winner_contact_id bigint, reason text, facts jsonb, caution text,
                 decision_id bigint)
), gone AS (
    UPDATE archivals AS a
       SET status = 'obsolete'
     WHERE a.year = :year AND a.status = 'proposed'
       AND NOT EXISTS (SELECT FROM today AS t WHERE t.contact_id = a.contact_id)
)
INSERT INTO archivals AS a (year, contact_id, mn_id, winner_contact_id, reason, facts, caution, decision_id, run_id)
SELECT :year, contact_id, mn_id, winner_contact_id, reason, facts, caution, decision_id, :run_id
  FROM today
    ON CONFLICT (year, contact_id)
    DO UPDATE SET mn_id = excluded.mn_id, winner_contact_id = excluded.winner_contact_id, reason = excluded.reason,
                  facts = excluded.facts, caution = excluded.caution, decision_id = excluded.decision_id,
                  status = 'proposed'
 WHERE a.status IN ('proposed', 'obsolete')
   AND (a.mn_id, a.winner_contact_id, a.reason, a.facts, a.caution, a.decision_id, a.status)
       IS DISTINCT FROM (excluded.mn_id, excluded.winner_contact_id, excluded.reason, excluded.facts,
                         excluded.caution, excluded.decision_id, 'proposed')

-- name: withdraw_outdated
-- What was approved but is not among today's duplicates, or not for the same contact and the same facts, is not sent.
WITH today AS (
    SELECT contact_id, winner_contact_id, facts
      FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (contact_id bigint, winner_contact_id bigint, facts jsonb)
), outdated AS (
    SELECT a.archival_id,
           CASE WHEN t.contact_id IS NULL THEN 'It is no duplicate any more.'
                WHEN t.winner_contact_id <> a.winner_contact_id THEN 'It is a duplicate of another contact now.'
                ELSE 'It has changed since it was approved.'
           END AS remark
      FROM archivals AS a
      JOIN deliveries AS d ON d.archival_id = a.archival_id AND d.kind = 'archive' AND d.status = 'queued'
      LEFT JOIN today AS t ON t.contact_id = a.contact_id
     WHERE a.year = :year AND a.status = 'approved'
       AND NOT EXISTS (SELECT FROM deliveries AS r
                        WHERE r.contact_id = a.contact_id AND r.kind = 'restore' AND r.status IN ('queued', 'in_flight'))
       AND (t.contact_id IS NULL OR t.winner_contact_id <> a.winner_contact_id
            OR EXISTS (SELECT
                         FROM jsonb_each(a.facts - ARRAY['score', 'winner_score', 'modified_at']) AS f
                        WHERE t.facts -> f.key IS DISTINCT FROM f.value))
), settled AS (
    UPDATE archivals AS a
       SET status = 'obsolete', remark = o.remark
      FROM outdated AS o
     WHERE a.archival_id = o.archival_id
)
UPDATE deliveries AS d
   SET status = 'withdrawn', error = o.remark, ended_at = clock_timestamp()
  FROM outdated AS o
 WHERE d.archival_id = o.archival_id AND d.kind = 'archive' AND d.status = 'queued'

-- name: ready
-- Proposals that nothing speaks against: those of decisions, or those of automatic matches. What went wrong before
-- waits for a person.
SELECT archival_id
  FROM archivals
 WHERE year = :year AND status = 'proposed' AND caution IS NULL AND remark IS NULL
   AND (decision_id IS NOT NULL) = :decided
 ORDER BY archival_id

-- name: approve
-- Have duplicates archived; one with a caution only when somebody confirmed it, only for a contact that is there, and never
-- somebody's contact in any season.
WITH approved AS (
    UPDATE archivals AS a
       SET status = 'approved', approved_by = :by, approved_at = clock_timestamp(), remark = NULL
     WHERE a.year = :year AND a.archival_id = ANY(CAST(:archival_ids AS bigint[]))
       AND a.status IN ('proposed', 'declined', 'restored') AND (a.caution IS NULL OR :confirmed)
       AND EXISTS (SELECT FROM raw_gb_full_contacts AS w
                    WHERE w.contact_id = a.winner_contact_id AND w.deleted_at IS NULL AND w.archived_at IS NULL)
       AND NOT EXISTS (SELECT FROM mentors AS m WHERE m.gb_contact_id = a.contact_id AND m.withdrawn_at IS NULL)
    RETURNING a.archival_id, a.contact_id, a.mn_id, a.decision_id, a.winner_contact_id, a.facts
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, archival_id, decision_id, premise, requested_by)
SELECT :year, 'archive', contact_id, mn_id, archival_id, decision_id,
       jsonb_build_object('winner', winner_contact_id, 'facts', facts), :by
  FROM approved
RETURNING contact_id

-- name: objections
-- What speaks against archiving these duplicates now, whatever spoke for it before; none: nothing does.
SELECT a.archival_id,
       CASE WHEN w.contact_id IS NULL
            THEN format('contact %s, of which it is a duplicate, is gone', a.winner_contact_id)
            ELSE format('it is the contact of mentor %s of season %s', m.mn_id, m.year)
        END AS objection
  FROM archivals AS a
  LEFT JOIN raw_gb_full_contacts AS w
    ON w.contact_id = a.winner_contact_id AND w.deleted_at IS NULL AND w.archived_at IS NULL
  LEFT JOIN LATERAL (SELECT mn_id, year
                       FROM mentors
                      WHERE gb_contact_id = a.contact_id AND withdrawn_at IS NULL
                      ORDER BY year DESC
                      LIMIT 1) AS m ON true
 WHERE a.archival_id = ANY(CAST(:archival_ids AS bigint[])) AND (w.contact_id IS NULL OR m.mn_id IS NOT NULL)

-- name: shown
-- What was shown of duplicates that somebody wants archived.
SELECT archival_id, contact_id, facts
  FROM archivals
 WHERE year = :year AND archival_id = ANY(CAST(:archival_ids AS bigint[]))

-- name: remark
-- Say why a duplicate was not archived. One that was on its way waits for a person again.
UPDATE archivals
   SET remark = :remark,
       status = CASE WHEN status <> 'approved' THEN status WHEN :lasts THEN 'obsolete' ELSE 'proposed' END
 WHERE archival_id = :archival_id AND status NOT IN ('archived', 'obsolete')

-- name: archived
-- A duplicate is archived.
UPDATE archivals
   SET status = 'archived', remark = NULL
 WHERE archival_id = :archival_id AND status = 'approved'

-- name: still_archived
-- A duplicate could not be brought back.
UPDATE archivals
   SET status = 'archived', remark = :remark
 WHERE archival_id = :archival_id AND status IN ('obsolete', 'restored')

-- name: missed
-- Archived contacts that are somebody's contact now, as a person decided, and that nobody brings back yet.
SELECT a.archival_id
  FROM archivals AS a
  JOIN contacts_returning AS r ON r.contact_id = a.contact_id AND r.is_offered
  JOIN mentors AS m ON m.gb_contact_id = a.contact_id AND m.withdrawn_at IS NULL
 WHERE a.status = 'archived' AND a.year = :year

-- name: decline
-- These duplicates stay; they are not proposed again.
UPDATE archivals
   SET status = 'declined', approved_by = :by, approved_at = clock_timestamp()
 WHERE year = :year AND archival_id = ANY(CAST(:archival_ids AS bigint[])) AND status = 'proposed'
RETURNING archival_id

-- name: of_decisions
-- Duplicates that decisions had archived, or were about to.
SELECT archival_id
  FROM archivals
 WHERE year = :year AND decision_id = ANY(CAST(:decision_ids AS bigint[]))
   AND status IN ('proposed', 'approved', 'archived')

-- name: cancel
-- What is not sent yet need not be sent.
UPDATE deliveries
   SET status = 'cancelled', ended_at = clock_timestamp()
 WHERE archival_id = ANY(CAST(:archival_ids AS bigint[])) AND status = 'queued' AND kind = 'archive'

-- name: give_back
-- Bring contacts back that are archived or just being archived. Here they count as back when Givebutter has done it.
WITH back AS (
    UPDATE archivals AS a
       SET status = :status, remark = NULL
      FROM (SELECT archival_id, status
              FROM archivals
             WHERE year = :year AND archival_id = ANY(CAST(:archival_ids AS bigint[]))
               AND status IN ('proposed', 'approved', 'archived')
               FOR UPDATE) AS former
     WHERE a.archival_id = former.archival_id
    RETURNING a.archival_id, a.contact_id, a.mn_id, a.decision_id, former.status AS former_status
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, archival_id, decision_id, requested_by)
SELECT :year, 'restore', contact_id, mn_id, archival_id, decision_id, :by
  FROM back
 WHERE former_status = 'archived'
    OR EXISTS (SELECT FROM deliveries AS d
                WHERE d.archival_id = back.archival_id AND d.kind = 'archive' AND d.status = 'in_flight')
RETURNING contact_id

-- name: cautious
-- Duplicates of decisions that need an extra confirmation before they are archived.
SELECT contact_id
  FROM archivals
 WHERE year = :year AND decision_id = ANY(CAST(:decision_ids AS bigint[])) AND status = 'proposed'
   AND caution IS NOT NULL
 ORDER BY contact_id
