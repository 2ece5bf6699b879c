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
