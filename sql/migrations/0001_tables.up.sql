-- The tables of Mentor Sync. Instants are UTC (timestamptz); money is in US dollars.

CREATE TABLE seasons (
    year       integer PRIMARY KEY CHECK (year BETWEEN 2000 AND 2100),
    is_active  boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE seasons IS 'The years there are. The active one is explicit, never the year of the clock.';
CREATE UNIQUE INDEX seasons_one_active ON seasons (is_active) WHERE is_active;

CREATE TABLE sync_configs (
    year         integer NOT NULL REFERENCES seasons,
    config_key   text NOT NULL,
    config_value text NOT NULL,
    config_type  text NOT NULL CHECK (config_type IN ('string', 'number', 'boolean', 'json', 'date')),
    description  text NOT NULL DEFAULT '',
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (year, config_key)
);
COMMENT ON TABLE sync_configs IS 'Settings of a season; the registry of keys is core/seasons.py. Never secrets.';

-- Raw tables: what each source said last. A row that left its source keeps its data and gets deleted_at.

CREATE TABLE raw_mn_signups (
    year                integer NOT NULL REFERENCES seasons,
    submission_id       text NOT NULL,
    mn_id               text,
    preferred_name      text,
    first_name          text,
    middle_name         text,
    last_name           text,
    phone               text,
    phone_text          text,
    personal_email      text,
    personal_email_text text,
    uga_email           text,
    uga_email_text      text,
    uga_class           text,
    shirt_size          text,
    gender              text,
    shift_preference    text,
    submitted_at        timestamptz NOT NULL,
    updated_at          timestamptz,
    raw_data            jsonb NOT NULL,
    row_hash            bytea NOT NULL,
    deleted_at          timestamptz,
    PRIMARY KEY (year, submission_id)
);
COMMENT ON TABLE raw_mn_signups IS 'Submissions of the sign-up form.';
COMMENT ON COLUMN raw_mn_signups.phone IS 'E.164, or NULL when phone_text is no usable number.';

CREATE TABLE raw_mn_funds_setup (
    year          integer NOT NULL REFERENCES seasons,
    submission_id text NOT NULL,
    mn_id         text,
    phone         text,
    email         text,
    submitted_at  timestamptz NOT NULL,
    updated_at    timestamptz,
    raw_data      jsonb NOT NULL,
    row_hash      bytea NOT NULL,
    deleted_at    timestamptz,
    PRIMARY KEY (year, submission_id)
);
COMMENT ON TABLE raw_mn_funds_setup IS 'Submissions of the fundraising setup form.';

CREATE TABLE raw_mn_training_signup (
    year          integer NOT NULL REFERENCES seasons,
    submission_id text NOT NULL,
    email         text,
    phone         text,
    uga_class     text,
    session_date  text,
    session_time  text,
    submitted_at  timestamptz NOT NULL,
    updated_at    timestamptz,
    raw_data      jsonb NOT NULL,
    row_hash      bytea NOT NULL,
    deleted_at    timestamptz,
    PRIMARY KEY (year, submission_id)
);
COMMENT ON TABLE raw_mn_training_signup IS 'Submissions of the training form.';

CREATE TABLE raw_mn_partner_preference (
    year               integer NOT NULL REFERENCES seasons,
    submission_id      text NOT NULL,
    mn_id              text,
    phone              text,
    partner_phone      text,
    partner_phone_text text,
    shift_preference   text,
    partner_notes      text,
    submitted_at       timestamptz NOT NULL,
    updated_at         timestamptz,
    raw_data           jsonb NOT NULL,
    row_hash           bytea NOT NULL,
    deleted_at         timestamptz,
    PRIMARY KEY (year, submission_id)
);
COMMENT ON TABLE raw_mn_partner_preference IS 'Submissions of the partner and shift form.';

CREATE TABLE raw_gb_campaign_members (
    year         integer NOT NULL REFERENCES seasons,
    member_id    bigint NOT NULL,
    first_name   text,
    last_name    text,
    display_name text,
    email        text,
    phone        text,
    raised       numeric(12, 2),
    goal         numeric(12, 2),
    donors       integer,
    url          text,
    created_at   timestamptz,
    updated_at   timestamptz,
    raw_data     jsonb NOT NULL,
    row_hash     bytea NOT NULL,
    deleted_at   timestamptz,
    PRIMARY KEY (year, member_id)
);
COMMENT ON TABLE raw_gb_campaign_members IS 'Members of the season''s Givebutter campaign. A member id is no contact id.';

CREATE TABLE raw_gb_full_contacts (
    contact_id          bigint PRIMARY KEY,
    external_id         text,
    prefix              text,
    first_name          text,
    preferred_name      text,
    middle_name         text,
    last_name           text,
    primary_email       text,
    primary_phone       text,
    emails              text[] NOT NULL DEFAULT '{}',
    phones              text[] NOT NULL DEFAULT '{}',
    tags                text[] NOT NULL DEFAULT '{}',
    gender              text,
    birthday            text,
    has_address         boolean NOT NULL DEFAULT false,
    email_subscribed    boolean,
    phone_subscribed    boolean,
    address_subscribed  boolean,
    total_contributions numeric(12, 2),
    household           text,
    created_at          timestamptz,
    modified_at         timestamptz,
    archived_at         timestamptz,
    raw_data            jsonb NOT NULL,
    row_hash            bytea NOT NULL,
    deleted_at          timestamptz
);
COMMENT ON TABLE raw_gb_full_contacts IS 'Contacts of the Givebutter account. They belong to no season, so there is no year.';
COMMENT ON COLUMN raw_gb_full_contacts.emails IS 'All addresses, normalised, the primary first.';
COMMENT ON COLUMN raw_gb_full_contacts.phones IS 'All numbers in E.164, the primary first.';

CREATE TABLE contact_keys (
    kind       text NOT NULL CHECK (kind IN ('phone', 'email', 'external_id')),
    value      text NOT NULL,
    contact_id bigint NOT NULL REFERENCES raw_gb_full_contacts ON DELETE CASCADE,
    PRIMARY KEY (kind, value, contact_id)
);
COMMENT ON TABLE contact_keys IS 'By what each present contact can be found; candidates are one join over this (blocking).';
CREATE INDEX contact_keys_contact ON contact_keys (contact_id);

CREATE TABLE sync_cursors (
    stream         text NOT NULL,
    year           integer NOT NULL,
    cursor         timestamptz,
    last_read_at   timestamptz,
    last_listed_at timestamptz,
    read_from      text,
    PRIMARY KEY (stream, year)
);
COMMENT ON TABLE sync_cursors IS 'Where the next read of a stream starts. Contacts belong to no season: year 0.';
COMMENT ON COLUMN sync_cursors.last_listed_at IS 'When everything was last listed, so that deletions were noticed.';
COMMENT ON COLUMN sync_cursors.read_from IS 'What the stored state depends on (form id, campaign code, api or file); when it changes, everything is listed anew.';

CREATE TABLE mentors (
    year                 integer NOT NULL REFERENCES seasons,
    mn_id                text NOT NULL,
    first_name           text,
    middle_name          text,
    last_name            text,
    full_name            text GENERATED ALWAYS AS (
        CASE WHEN first_name IS NULL THEN last_name
             WHEN last_name IS NULL THEN first_name
             ELSE first_name || ' ' || last_name END) STORED,
    preferred_name       text,
    gender               text,
    shirt_size           text,
    uga_class            text,
    phone                text,
    personal_email       text,
    uga_email            text,
    shift_preference     text,
    partner_phone        text,
    partner_notes        text,
    signup_submission_id text,
    signup_at            timestamptz,
    setup_submission_id  text,
    training_signup_at   timestamptz,
    campaign_member      boolean NOT NULL DEFAULT false,
    gb_member_id         bigint,
    fundraising_page_url text,
    amount_raised        numeric(12, 2),
    gb_contact_id        bigint,
    dropped              boolean NOT NULL DEFAULT false,
    training_at          timestamptz,
    fundraised_at        timestamptz,
    notes                text,
    offline_raised       numeric(12, 2),
    withdrawn_at         timestamptz,
    provenance           jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (year, mn_id)
);
COMMENT ON TABLE mentors IS 'One row per person and season. Every write leaves rows in mn_changes.';
COMMENT ON COLUMN mentors.training_at IS 'Staff only: when the mentor was checked in at a training.';
COMMENT ON COLUMN mentors.fundraised_at IS 'Staff only: when staff confirmed the goal.';
COMMENT ON COLUMN mentors.notes IS 'Staff only.';
COMMENT ON COLUMN mentors.offline_raised IS 'Staff only: cash and cheques, in US dollars.';
COMMENT ON COLUMN mentors.withdrawn_at IS 'The sign-up was deleted; the row stays because staff fields must not be lost.';
COMMENT ON COLUMN mentors.provenance IS 'field -> [source, record id]: where each value comes from.';
ALTER TABLE mentors ADD CONSTRAINT mentors_one_per_contact
    EXCLUDE USING btree (year WITH =, gb_contact_id WITH =) WHERE (withdrawn_at IS NULL)
    DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT mentors_one_per_contact ON mentors IS
    'One contact belongs to at most one mentor of a season; checked at the end, so that two mentors may swap.';
CREATE INDEX mentors_phone ON mentors (year, phone);

CREATE TABLE sync_log (
    run_id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sync_type           text NOT NULL,
    year                integer NOT NULL REFERENCES seasons,
    status              text NOT NULL DEFAULT 'queued'
        CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled', 'crashed')),
    dry_run             boolean NOT NULL DEFAULT false,
    triggered_by        text NOT NULL,
    requested_at        timestamptz NOT NULL DEFAULT now(),
    started_at          timestamptz,
    completed_at        timestamptz,
    duration_ms         integer,
    records_processed   integer NOT NULL DEFAULT 0,
    records_inserted    integer NOT NULL DEFAULT 0,
    records_updated     integer NOT NULL DEFAULT 0,
    records_failed      integer NOT NULL DEFAULT 0,
    conflicts_created   integer NOT NULL DEFAULT 0,
    error_message       text,
    cancelled_by        text,
    report              jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE sync_log IS 'One row per run. A running run holds an advisory lock; one without it has crashed.';
COMMENT ON COLUMN sync_log.cancelled_by IS 'Who asked to stop the run; it stops at its next sign of progress.';
COMMENT ON COLUMN sync_log.report IS 'The result in numbers, and for a dry run what would change, person by person.';
CREATE UNIQUE INDEX sync_log_one_per_season ON sync_log (year) WHERE status IN ('queued', 'running');
CREATE INDEX sync_log_latest ON sync_log (year, run_id DESC);

CREATE TABLE sync_steps (
    run_id            bigint NOT NULL REFERENCES sync_log ON DELETE CASCADE,
    position          integer NOT NULL,
    name              text NOT NULL,
    status            text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'running', 'completed', 'failed', 'warning', 'skipped')),
    done              integer NOT NULL DEFAULT 0,
    expected          integer,
    records_processed integer NOT NULL DEFAULT 0,
    records_inserted  integer NOT NULL DEFAULT 0,
    records_updated   integer NOT NULL DEFAULT 0,
    records_removed   integer NOT NULL DEFAULT 0,
    records_failed    integer NOT NULL DEFAULT 0,
    started_at        timestamptz,
    completed_at      timestamptz,
    duration_ms       integer,
    message           text,
    PRIMARY KEY (run_id, position)
);
COMMENT ON TABLE sync_steps IS 'The parts of a run, written as they happen.';
COMMENT ON COLUMN sync_steps.expected IS 'How many records are expected in all; NULL when the source does not tell.';

CREATE TABLE mn_changes (
    change_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year           integer NOT NULL,
    mn_id          text NOT NULL,
    change_type    text NOT NULL,
    field_name     text,
    old_value      text,
    new_value      text,
    source_table   text,
    is_significant boolean NOT NULL,
    changed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor_kind     text NOT NULL,
    actor          text NOT NULL,
    reason         text,
    run_id         bigint
);
COMMENT ON TABLE mn_changes IS 'The audit: one row per changed field of a mentor, written by a trigger, never changed.';
COMMENT ON COLUMN mn_changes.new_value IS 'For new_mentor: the whole row as JSON.';
CREATE INDEX mn_changes_mentor ON mn_changes (year, mn_id, change_id);
CREATE INDEX mn_changes_run ON mn_changes (run_id);

CREATE TABLE mentor_fields (
    field_name     text PRIMARY KEY,
    is_significant boolean NOT NULL,
    is_staff       boolean NOT NULL
);
COMMENT ON TABLE mentor_fields IS 'The audited columns of mentors. A test keeps it equal to core/rules/fields.py.';

CREATE TABLE sync_errors (
    issue_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year          integer NOT NULL REFERENCES seasons,
    step          text NOT NULL,
    error_type    text NOT NULL,
    error_message text NOT NULL,
    severity      text NOT NULL CHECK (severity IN ('critical', 'error', 'warning', 'info')),
    mn_id         text,
    source_table  text,
    record_id     text,
    raw_data      jsonb,
    resolved      boolean NOT NULL DEFAULT false,
    resolved_at   timestamptz,
    retry_count   integer NOT NULL DEFAULT 0,
    run_id        bigint REFERENCES sync_log,
    detected_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE sync_errors IS 'Issues: record-level problems. One row while the problem lasts; resolved when a later run no longer finds it.';
COMMENT ON COLUMN sync_errors.run_id IS 'The run that found it first.';
CREATE UNIQUE INDEX sync_errors_one_open ON sync_errors (year, step, error_type, mn_id, source_table, record_id)
    NULLS NOT DISTINCT WHERE NOT resolved;

CREATE VIEW sync_warnings AS
SELECT issue_id, year, step, error_type, error_message, severity, mn_id, source_table, record_id, raw_data,
       resolved, resolved_at, retry_count, run_id, detected_at
  FROM sync_errors
 WHERE severity IN ('warning', 'info');
COMMENT ON VIEW sync_warnings IS 'The milder issues of sync_errors.';

CREATE TABLE sync_conflicts (
    conflict_id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year                  integer NOT NULL REFERENCES seasons,
    mn_id                 text NOT NULL,
    conflict_type         text NOT NULL,
    question_key          text NOT NULL,
    severity              text NOT NULL CHECK (severity IN ('high', 'medium', 'low')),
    option_a              jsonb NOT NULL,
    option_b              jsonb,
    further_options       jsonb NOT NULL DEFAULT '[]',
    context               jsonb NOT NULL DEFAULT '{}',
    recommended_option    text,
    recommendation_reason text,
    status                text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'resolved', 'skipped', 'obsolete')),
    user_decision         text,
    custom_value          text,
    resolved_at           timestamptz,
    resolved_by           text,
    run_id                bigint REFERENCES sync_log,
    detected_at           timestamptz NOT NULL DEFAULT now(),
    UNIQUE (year, mn_id, conflict_type, question_key)
);
COMMENT ON TABLE sync_conflicts IS 'Questions for a person; asked once. mn_id may name somebody who is no mentor yet.';
COMMENT ON COLUMN sync_conflicts.question_key IS 'The sorted values of the options: the same set is the same question.';
CREATE INDEX sync_conflicts_open ON sync_conflicts (year, status);

CREATE TABLE holds (
    year   integer NOT NULL REFERENCES seasons,
    mn_id  text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (year, mn_id)
);
COMMENT ON TABLE holds IS 'Who is held back from the import file since the last run, and why.';

CREATE TABLE exclusions (
    year          integer NOT NULL REFERENCES seasons,
    submission_id text NOT NULL,
    reason        text NOT NULL,
    mn_id         text,
    PRIMARY KEY (year, submission_id)
);
COMMENT ON TABLE exclusions IS 'Sign-ups that became no mentor of their own: sign-ups in = mentors + exclusions.';

CREATE TABLE archivals (
    archival_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year              integer NOT NULL REFERENCES seasons,
    contact_id        bigint NOT NULL,
    mn_id             text NOT NULL,
    winner_contact_id bigint NOT NULL,
    reason            text NOT NULL,
    facts             jsonb NOT NULL DEFAULT '{}',
    status            text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'obsolete')),
    proposed_at       timestamptz NOT NULL DEFAULT now(),
    run_id            bigint REFERENCES sync_log,
    UNIQUE (year, contact_id)
);
COMMENT ON TABLE archivals IS 'Duplicate contacts proposed for archiving in Givebutter.';

CREATE TABLE mn_gb_import (
    year          integer NOT NULL REFERENCES seasons,
    mn_id         text NOT NULL,
    gb_contact_id bigint,
    columns       jsonb NOT NULL,
    problems      jsonb NOT NULL DEFAULT '[]',
    PRIMARY KEY (year, mn_id)
);
COMMENT ON TABLE mn_gb_import IS 'Staging of the import file after the last run: heading -> cell, and why a row is left out.';

CREATE TABLE exports (
    export_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year         integer NOT NULL REFERENCES seasons,
    created_at   timestamptz NOT NULL DEFAULT now(),
    created_by   text NOT NULL,
    file_name    text NOT NULL,
    sha256       text NOT NULL,
    row_count    integer NOT NULL,
    filters      jsonb NOT NULL DEFAULT '{}',
    manifest     jsonb NOT NULL,
    contacts_at  timestamptz
);
COMMENT ON TABLE exports IS 'Every import file that was handed out. The bytes that were checked have this hash.';
COMMENT ON COLUMN exports.manifest IS 'mn_id -> contact id (null: Givebutter creates one) of each row.';
COMMENT ON COLUMN exports.contacts_at IS 'As of when the contacts were known.';

CREATE TABLE contact_uploads (
    upload_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uploaded_at timestamptz NOT NULL DEFAULT now(),
    uploaded_by text NOT NULL,
    file_name   text NOT NULL,
    headings    text[] NOT NULL,
    row_count   integer NOT NULL,
    inserted    integer NOT NULL,
    updated     integer NOT NULL,
    removed     integer NOT NULL
);
COMMENT ON TABLE contact_uploads IS 'Contacts exports that coordinators uploaded; the headings tell today''s custom field labels.';
