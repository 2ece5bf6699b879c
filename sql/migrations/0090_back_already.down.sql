CREATE OR REPLACE VIEW contacts_returning AS
SELECT contact_id, false AS is_offered
  FROM deliveries
 WHERE kind = 'restore' AND status IN ('queued', 'in_flight')
 UNION
SELECT a.contact_id, true
  FROM archivals AS a
 WHERE a.status = 'archived'
   AND NOT EXISTS (SELECT FROM raw_gb_full_contacts AS w
                    WHERE w.contact_id = a.winner_contact_id AND w.deleted_at IS NULL AND w.archived_at IS NULL)
   AND NOT EXISTS (SELECT FROM deliveries AS d
                    WHERE d.contact_id = a.contact_id AND d.kind = 'restore'
                      AND d.status IN ('queued', 'in_flight', 'refused'));
