DROP TABLE own_acts;
ALTER TABLE decisions DROP COLUMN before;
ALTER TABLE archivals DROP COLUMN remark;
DROP INDEX deliveries_open, deliveries_contact, deliveries_archival, deliveries_decision;
ALTER TABLE deliveries DROP CONSTRAINT deliveries_status_check, DROP CONSTRAINT deliveries_claimed;
UPDATE deliveries SET status = 'queued' WHERE status = 'in_flight';
UPDATE deliveries SET status = 'failed' WHERE status = 'refused';
UPDATE deliveries SET status = 'cancelled' WHERE status = 'withdrawn';
ALTER TABLE deliveries
    DROP COLUMN premise, DROP COLUMN claimed_by, DROP COLUMN claimed_at, DROP COLUMN tried_at, DROP COLUMN not_before,
    DROP COLUMN ended_at,
    ADD CONSTRAINT deliveries_status_check CHECK (status IN ('queued', 'sent', 'failed', 'cancelled'));
COMMENT ON TABLE deliveries IS 'What is to be done in Givebutter: queued with the decision, sent after it, safe to repeat.';
CREATE INDEX deliveries_queued ON deliveries (delivery_id) WHERE status = 'queued';
