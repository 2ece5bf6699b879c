ALTER TABLE agreed_values DROP COLUMN contact_id;
