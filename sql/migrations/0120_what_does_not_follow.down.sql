CREATE OR REPLACE FUNCTION note_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A contact belongs to no season: other seasons hear of it, too, but need not follow at once.
    INSERT INTO undecided_news (year, what)
    SELECT s.year, CASE s.year WHEN NEW.year THEN 'deliveries' ELSE 'raw_gb_full_contacts' END
      FROM seasons AS s;
    RETURN NULL;
END $$;
