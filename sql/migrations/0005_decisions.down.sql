-- Undoes 0005_decisions.

DROP TABLE conflict_viewers;
DROP TABLE deliveries;
UPDATE archivals SET status = 'obsolete' WHERE status NOT IN ('proposed', 'obsolete');
ALTER TABLE archivals
    DROP CONSTRAINT archivals_status_check,
    DROP COLUMN caution,
    DROP COLUMN decision_id,
    DROP COLUMN approved_by,
    DROP COLUMN approved_at,
    ADD CONSTRAINT archivals_status_check CHECK (status IN ('proposed', 'obsolete'));
ALTER TABLE sync_conflicts DROP COLUMN version;
DROP TABLE agreed_values;
DROP TABLE decisions;
