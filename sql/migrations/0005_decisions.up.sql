-- What people decided, what both sides last agreed on, and what is to be sent to Givebutter because of it.

CREATE TABLE decisions (
    decision_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year          integer NOT NULL REFERENCES seasons,
    mn_id         text NOT NULL,
    conflict_id   bigint NOT NULL REFERENCES sync_conflicts,
    conflict_type text NOT NULL,
    options       text[] NOT NULL,
    answer        text NOT NULL CHECK (answer IN ('option', 'custom', 'new_contact', 'different_person', 'skip')),
    value         text,
    note          text,
    evidence      jsonb NOT NULL,
    batch         text,
    skipped_until date,
    decided_by    text NOT NULL,
    decided_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    undone_by     text,
    undone_at     timestamptz,
    CHECK ((answer IN ('option', 'custom')) <= (value IS NOT NULL))
);
COMMENT ON TABLE decisions IS 'Answers of people to conflicts: an input of every later run until they are taken back.';
COMMENT ON COLUMN decisions.options IS 'The values that were to choose from: a new one is a new fact.';
COMMENT ON COLUMN decisions.value IS 'The chosen or typed value; for different_person the contact meant, NULL: all options.';
COMMENT ON COLUMN decisions.evidence IS 'The question as it was shown, frozen.';
COMMENT ON COLUMN decisions.batch IS 'Decisions that were made, and can be taken back, together.';
CREATE UNIQUE INDEX decisions_one_standing ON decisions (conflict_id) WHERE undone_at IS NULL;
CREATE INDEX decisions_person ON decisions (year, mn_id);

CREATE TABLE agreed_values (
    year          integer NOT NULL REFERENCES seasons,
    mn_id         text NOT NULL,
    field_name    text NOT NULL,
    agreed        text,
    exported      text,
    exported_over text,
    PRIMARY KEY (year, mn_id, field_name)
);
COMMENT ON TABLE agreed_values IS 'What sign-up and contact last agreed on, to see which side changed since.';
COMMENT ON COLUMN agreed_values.exported IS 'The sign-up''s value that was last handed out in an import file.';
COMMENT ON COLUMN agreed_values.exported_over IS 'What the contact had when that file was made.';

ALTER TABLE sync_conflicts ADD COLUMN version integer NOT NULL DEFAULT 1;
COMMENT ON COLUMN sync_conflicts.version IS 'Counts up whenever the facts shown change; an answer names the version it saw.';

ALTER TABLE archivals DROP CONSTRAINT archivals_status_check;
ALTER TABLE archivals
    ADD COLUMN caution text,
    ADD COLUMN decision_id bigint REFERENCES decisions,
    ADD COLUMN approved_by text,
    ADD COLUMN approved_at timestamptz,
    ADD CONSTRAINT archivals_status_check
        CHECK (status IN ('proposed', 'approved', 'archived', 'restored', 'declined', 'obsolete'));
COMMENT ON COLUMN archivals.caution IS 'Why this contact is not archived without an extra confirmation; NULL: nothing speaks against it.';

CREATE TABLE deliveries (
    delivery_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year         integer NOT NULL REFERENCES seasons,
    kind         text NOT NULL CHECK (kind IN ('archive', 'restore', 'take_external_id', 'give_external_id')),
    contact_id   bigint NOT NULL,
    mn_id        text NOT NULL,
    archival_id  bigint REFERENCES archivals,
    decision_id  bigint REFERENCES decisions,
    status       text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'sent', 'failed', 'cancelled')),
    attempts     integer NOT NULL DEFAULT 0,
    error        text,
    requested_by text NOT NULL,
    queued_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    sent_at      timestamptz
);
COMMENT ON TABLE deliveries IS 'What is to be done in Givebutter: queued with the decision, sent after it, safe to repeat.';
CREATE INDEX deliveries_queued ON deliveries (delivery_id) WHERE status = 'queued';

CREATE TABLE conflict_viewers (
    conflict_id bigint NOT NULL REFERENCES sync_conflicts ON DELETE CASCADE,
    viewer      text NOT NULL,
    until       timestamptz NOT NULL,
    PRIMARY KEY (conflict_id, viewer)
);
COMMENT ON TABLE conflict_viewers IS 'Who is looking at which question just now; a lease that runs out by itself.';

-- A change that a decision makes to the very field it is about is one event: the resolved conflict.
CREATE OR REPLACE FUNCTION log_mentor_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one_row jsonb := coalesce(new_row, old_row);
    decided jsonb := coalesce(told('decided')::jsonb -> (one_row ->> 'mn_id'), '[]');
BEGIN
    INSERT INTO mn_changes (year, mn_id, change_type, field_name, old_value, new_value,
                            source_table, is_significant, actor_kind, actor, reason, run_id)
    SELECT (one_row ->> 'year')::integer, one_row ->> 'mn_id', c.change_type, c.field_name, c.old_value, c.new_value,
           one_row -> 'provenance' -> c.field_name ->> 0, c.is_significant,
           coalesce(told('actor_kind'), 'database'), coalesce(told('actor'), session_user), told('reason'),
           told('run_id')::bigint
      FROM (SELECT CASE
                       WHEN decided ? f.field_name THEN 'conflict_resolved'
                       ELSE change_type_of(f.field_name, old_row ->> f.field_name, new_row ->> f.field_name)
                   END AS change_type,
                   f.field_name, old_row ->> f.field_name AS old_value, new_row ->> f.field_name AS new_value,
                   f.is_significant
              FROM mentor_fields f
             WHERE TG_OP = 'UPDATE' AND old_row ->> f.field_name IS DISTINCT FROM new_row ->> f.field_name
            UNION ALL
            SELECT 'new_mentor', NULL, NULL, (jsonb_strip_nulls(new_row) - 'provenance')::text, true
             WHERE TG_OP = 'INSERT'
            UNION ALL
            SELECT 'deleted', NULL, (jsonb_strip_nulls(old_row) - 'provenance')::text, NULL, true
             WHERE TG_OP = 'DELETE') AS c;
    RETURN NULL;
END $$;
