-- Unreadable is not empty: a cell that cannot be read keeps the earlier value, and is remembered while it lasts.

CREATE TABLE unread_cells (
    source_table text NOT NULL,
    year         integer NOT NULL,
    record_id    text NOT NULL,
    fields       jsonb NOT NULL,
    PRIMARY KEY (source_table, year, record_id)
);
COMMENT ON TABLE unread_cells IS 'Records of raw tables that hold cells which could not be read; their fields keep the earlier value.';
COMMENT ON COLUMN unread_cells.year IS 'The season; contacts belong to none: 0.';
COMMENT ON COLUMN unread_cells.record_id IS 'The key of the record in its raw table, as text.';
COMMENT ON COLUMN unread_cells.fields IS 'Our column -> what the source calls it.';
