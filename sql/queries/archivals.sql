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

-- name: ready
-- Proposals that nothing speaks against: those of decisions, or those of automatic matches.
SELECT archival_id
  FROM archivals
 WHERE year = :year AND status = 'proposed' AND caution IS NULL AND (decision_id IS NOT NULL) = :decided

-- name: approve
-- Have duplicates archived; one with a caution only when somebody confirmed it, one of another season never.
WITH approved AS (
    UPDATE archivals
       SET status = 'approved', approved_by = :by, approved_at = clock_timestamp()
     WHERE year = :year AND archival_id = ANY(CAST(:archival_ids AS bigint[]))
       AND status IN ('proposed', 'declined', 'restored') AND (caution IS NULL OR :confirmed)
       AND NOT EXISTS (SELECT FROM mentors AS m
                        WHERE m.gb_contact_id = archivals.contact_id AND m.year <> :year AND m.withdrawn_at IS NULL)
    RETURNING archival_id, contact_id, mn_id, decision_id
)
INSERT INTO deliveries (year, kind, contact_id, mn_id, archival_id, decision_id, requested_by)
SELECT :year, 'archive', contact_id, mn_id, archival_id, decision_id, :by
  FROM approved
RETURNING contact_id

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
   SET status = 'cancelled'
 WHERE archival_id = ANY(CAST(:archival_ids AS bigint[])) AND status IN ('queued', 'failed') AND kind = 'archive'

-- name: give_back
-- Bring archived contacts back: at once here, then in Givebutter.
WITH back AS (
    UPDATE archivals AS a
       SET status = :status
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
RETURNING contact_id

-- name: cautious
-- Duplicates of decisions that need an extra confirmation before they are archived.
SELECT contact_id
  FROM archivals
 WHERE year = :year AND decision_id = ANY(CAST(:decision_ids AS bigint[])) AND status = 'proposed'
   AND caution IS NOT NULL
 ORDER BY contact_id
