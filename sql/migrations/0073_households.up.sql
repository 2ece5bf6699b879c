-- Givebutter's contacts do not tell their household; its list of households does.
CREATE TABLE household_members (
    contact_id bigint PRIMARY KEY,
    household  text NOT NULL
);
COMMENT ON TABLE household_members IS
    'Who is in which household, as Givebutter lists it; replaced whenever all contacts are listed. sync_cursors says whether that worked.';
COMMENT ON COLUMN household_members.household IS 'The name of the household, or its id where it has none.';
