DROP TRIGGER deliveries_note_news ON deliveries;
DROP FUNCTION note_sending();
COMMENT ON COLUMN undecided_news.what IS NULL;
