-- What Givebutter was told is news: whoever waited for it is looked at when the sending is done.

CREATE FUNCTION note_sending() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- A contact belongs to no season: other seasons hear of it, too, but need not follow at once.
    INSERT INTO undecided_news (year, what)
    SELECT s.year, CASE s.year WHEN NEW.year THEN 'deliveries' ELSE 'raw_gb_full_contacts' END
      FROM seasons AS s;
    RETURN NULL;
END $$;
-- What an ETL withdraws itself is no news to it.
CREATE TRIGGER deliveries_note_news AFTER UPDATE OF status ON deliveries
    FOR EACH ROW WHEN (NEW.status IN ('sent', 'withdrawn', 'refused', 'failed')
                       AND OLD.status IS DISTINCT FROM NEW.status AND told('etl') IS NULL)
    EXECUTE FUNCTION note_sending();
COMMENT ON COLUMN undecided_news.what IS
    'Where it came from: a table. What deliveries did is followed by an ETL as soon as nothing more is to be sent.';
