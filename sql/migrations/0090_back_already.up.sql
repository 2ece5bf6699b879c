-- A duplicate that somebody restored in Givebutter is back already: nobody is asked whether to bring it back.

CREATE OR REPLACE VIEW contacts_returning AS
SELECT contact_id, false AS is_offered
  FROM deliveries
 WHERE kind = 'restore' AND status IN ('queued', 'in_flight')
 UNION
SELECT a.contact_id, true
  FROM archivals AS a
  JOIN raw_gb_full_contacts AS c ON c.contact_id = a.contact_id
 WHERE a.status = 'archived' AND (c.archived_at IS NOT NULL OR c.deleted_at IS NOT NULL)
   AND NOT EXISTS (SELECT FROM raw_gb_full_contacts AS w
                    WHERE w.contact_id = a.winner_contact_id AND w.deleted_at IS NULL AND w.archived_at IS NULL)
   AND NOT EXISTS (SELECT FROM deliveries AS d
                    WHERE d.contact_id = a.contact_id AND d.kind = 'restore'
                      AND d.status IN ('queued', 'in_flight', 'refused'));
