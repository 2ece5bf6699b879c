-- External IDs of former seasons that still stand on contacts: taken away with one approval, in one act of the season.

CREATE TABLE retirements (
    retirement_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year          integer NOT NULL REFERENCES seasons,
    contact_id    bigint NOT NULL,
    external_id   text NOT NULL,
    mn_id         text,
    former_year   integer NOT NULL,
    reason        text NOT NULL,
    status        text NOT NULL DEFAULT 'proposed' CHECK (status IN ('proposed', 'approved', 'obsolete')),
    approved_by   text,
    approved_at   timestamptz,
    run_id        bigint REFERENCES sync_log,
    UNIQUE (year, contact_id, external_id)
);
COMMENT ON TABLE retirements IS 'External IDs of former seasons on contacts of today, and whether they may be taken away.';
COMMENT ON COLUMN retirements.year IS 'The season that needs the ids.';
COMMENT ON COLUMN retirements.external_id IS 'What the contact carries, as it is written there; nothing else is ever taken.';
COMMENT ON COLUMN retirements.mn_id IS 'The mentor of this season who waits for the id; NULL: nobody has it yet.';
COMMENT ON COLUMN retirements.former_year IS 'The season the id is from.';
COMMENT ON COLUMN retirements.reason IS 'Why that is certain, in words.';
COMMENT ON COLUMN retirements.status IS 'How far an approved one is, its latest delivery tells.';

ALTER TABLE deliveries ADD COLUMN retirement_id bigint REFERENCES retirements;
COMMENT ON COLUMN deliveries.retirement_id IS 'The retirement of an External ID that this delivery carries out, or takes back.';
CREATE INDEX deliveries_retirement ON deliveries (retirement_id) WHERE retirement_id IS NOT NULL;
