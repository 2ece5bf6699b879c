-- What Givebutter refused, or never answered, changed nothing there: whoever is asked about it is asked on, instead of
-- seeing the question vanish right after an undo. It is news to whoever acts next.

CREATE OR REPLACE FUNCTION note_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A contact belongs to no season: other seasons hear of it, too, but need not follow at once.
    INSERT INTO undecided_news (year, what)
    SELECT s.year, CASE WHEN s.year = NEW.year AND NEW.status IN ('sent', 'withdrawn')
                        THEN 'deliveries' ELSE 'raw_gb_full_contacts' END
      FROM seasons AS s;
    RETURN NULL;
END $$;
