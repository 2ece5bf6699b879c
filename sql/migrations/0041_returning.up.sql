-- Contacts that are archived in Givebutter but may or will come back, and what an answer changed about a contact.

CREATE VIEW contacts_returning AS
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
COMMENT ON VIEW contacts_returning IS
    'Archived contacts that are on their way back, and (is_offered) duplicates that we archived for a contact which is '
    'gone itself since: they are offered to a person, never taken unasked.';

ALTER TABLE decisions ADD COLUMN after jsonb;
COMMENT ON COLUMN decisions.before IS
    'The mentor''s contact before the answer, {contact_id, origin}; NULL: the person was no mentor then.';
COMMENT ON COLUMN decisions.after IS
    'The mentor''s contact after the answer, {contact_id}: taking the answer back puts back what is still so.';
