-- How old what we know is, whether it is whole, and listings that wait for a person's word.

ALTER TABLE sync_cursors
    ADD COLUMN known_at    timestamptz,
    ADD COLUMN is_complete boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN sync_cursors.known_at IS
    'As of when the stored records are whole: when the last complete read began, or the newest instant in an uploaded file.';
COMMENT ON COLUMN sync_cursors.is_complete IS
    'Whether the last listing gave as many records as it announced; if not, everything is listed again next time.';
COMMENT ON COLUMN sync_cursors.last_read_at IS 'When the source was last asked, whether or not all of it came.';

UPDATE sync_cursors
   SET known_at = last_read_at;

UPDATE sync_cursors
   SET known_at = least(last_read_at, (SELECT max(greatest(created_at, modified_at))
                                         FROM raw_gb_full_contacts
                                        WHERE deleted_at IS NULL AND archived_at IS NULL))
 WHERE stream = 'contacts' AND read_from = 'file';

CREATE TABLE stopped_listings (
    listing_id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id      bigint NOT NULL REFERENCES sync_log ON DELETE CASCADE,
    year        integer NOT NULL,
    stream      text NOT NULL,
    source_id   text NOT NULL,
    removals    integer NOT NULL,
    known       integer NOT NULL,
    status      text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'used', 'obsolete')),
    stopped_at  timestamptz NOT NULL DEFAULT now(),
    accepted_by text,
    accepted_at timestamptz
);
COMMENT ON TABLE stopped_listings IS
    'Listings that would have removed too many records at once: nothing was removed, somebody is asked.';
COMMENT ON COLUMN stopped_listings.run_id IS 'The run that stopped.';
COMMENT ON COLUMN stopped_listings.year IS 'The season, or 0 for contacts, which belong to none.';
COMMENT ON COLUMN stopped_listings.source_id IS 'The form id or campaign code that was listed; api for contacts.';
COMMENT ON COLUMN stopped_listings.removals IS 'How many records would have been removed; an acceptance covers so many and no more.';
COMMENT ON COLUMN stopped_listings.known IS 'How many records were known before.';
COMMENT ON COLUMN stopped_listings.status IS
    'open: waits for a person; accepted: the next listing may remove them; used: it did; obsolete: a later listing needed no word.';
COMMENT ON COLUMN stopped_listings.stopped_at IS 'When the listing was stopped.';
COMMENT ON COLUMN stopped_listings.accepted_by IS 'Who said that the records are really gone.';
COMMENT ON COLUMN stopped_listings.accepted_at IS 'When somebody said so.';
CREATE UNIQUE INDEX stopped_listings_one_waits ON stopped_listings (year, stream) WHERE status IN ('open', 'accepted');
