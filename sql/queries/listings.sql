-- name: conflicts
-- The questions of a status, the oldest first.
SELECT conflict_id, mn_id, conflict_type, severity, status, version, option_a, option_b, further_options,
       recommended_option, recommendation_reason, user_decision, custom_value, detected_at, resolved_at, resolved_by
  FROM sync_conflicts
 WHERE year = :year AND status = :status
 ORDER BY conflict_id

-- name: conflict
-- One question with its options.
SELECT conflict_id, mn_id, conflict_type, severity, status, version, option_a, option_b, further_options,
       recommended_option, recommendation_reason, user_decision, custom_value, detected_at, resolved_at, resolved_by
  FROM sync_conflicts
 WHERE year = :year AND conflict_id = :conflict_id

-- name: archivals
-- The duplicates that are proposed for archiving.
SELECT archival_id, contact_id, mn_id, winner_contact_id, reason, caution, decision_id
  FROM archivals
 WHERE year = :year AND status = 'proposed'
 ORDER BY archival_id
