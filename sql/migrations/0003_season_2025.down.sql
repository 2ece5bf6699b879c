-- A season that is in use keeps its rows.
DO $$
BEGIN
    DELETE FROM sync_configs WHERE year = 2025;
    DELETE FROM seasons WHERE year = 2025;
EXCEPTION WHEN foreign_key_violation THEN
    NULL;
END $$;
