ALTER TABLE decisions DROP COLUMN after;
DROP VIEW contacts_returning;
