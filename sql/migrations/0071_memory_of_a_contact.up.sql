-- What was agreed on was agreed on with a contact; a mentor who was away has none in the row meanwhile.
ALTER TABLE agreed_values ADD COLUMN contact_id bigint;
COMMENT ON COLUMN agreed_values.contact_id IS 'The contact with which it was agreed, or to which the file told it. NULL: the mentor''s contact of that time.';
UPDATE agreed_values AS a
   SET contact_id = m.gb_contact_id
  FROM mentors AS m
 WHERE m.year = a.year AND m.mn_id = a.mn_id;
