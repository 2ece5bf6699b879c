-- Which migrations a database has, one by one: the newest alone does not tell that an older one is missing.

CREATE TABLE applied_migrations (
    name       text PRIMARY KEY,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE applied_migrations IS
    'Every migration that was applied. Those before 0101 are noted with it: until then only the newest was kept.';
