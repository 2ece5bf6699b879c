-- The outbox: what is sent is checked when it is sent, in order per contact, by any number of workers.

ALTER TABLE deliveries DROP CONSTRAINT deliveries_status_check;
ALTER TABLE deliveries
    ADD COLUMN premise    jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN claimed_by integer,
    ADD COLUMN claimed_at timestamptz,
    ADD COLUMN tried_at   timestamptz,
    ADD COLUMN not_before timestamptz,
    ADD COLUMN ended_at   timestamptz,
    ADD CONSTRAINT deliveries_status_check
        CHECK (status IN ('queued', 'in_flight', 'sent', 'withdrawn', 'refused', 'failed', 'cancelled')),
    ADD CONSTRAINT deliveries_claimed CHECK ((status = 'in_flight') = (claimed_by IS NOT NULL));
COMMENT ON TABLE deliveries IS
    'The outbox: what is to be done in Givebutter. Queued with the decision, claimed, sent and noted after it.';
COMMENT ON COLUMN deliveries.status IS
    'queued; in_flight: a worker sends it now; sent; withdrawn: its premise no longer held; refused: Givebutter does '
    'not take it; failed: given up after many tries; cancelled: taken back by a person before it was sent.';
COMMENT ON COLUMN deliveries.premise IS
    'What must still be true when it is sent. archive: winner, facts; take_external_id: external_id; see core/premises.py.';
COMMENT ON COLUMN deliveries.claimed_by IS
    'Which worker sends it: the holder of the advisory lock (mentor_sync.outbox, this number). Lock free: it is dead.';
COMMENT ON COLUMN deliveries.attempts IS 'Tries in vain while Givebutter took others: an outage counts as none.';
COMMENT ON COLUMN deliveries.tried_at IS 'When it was last tried in vain.';
COMMENT ON COLUMN deliveries.not_before IS 'Not tried again before, after it failed by itself.';
COMMENT ON COLUMN deliveries.error IS 'Why it was withdrawn, refused, or did not work yet; ids only.';
DROP INDEX deliveries_queued;
CREATE INDEX deliveries_open ON deliveries (contact_id, delivery_id) WHERE status IN ('queued', 'in_flight');
CREATE INDEX deliveries_contact ON deliveries (contact_id, delivery_id);
CREATE INDEX deliveries_archival ON deliveries (archival_id) WHERE archival_id IS NOT NULL;
CREATE INDEX deliveries_decision ON deliveries (decision_id) WHERE decision_id IS NOT NULL;
UPDATE deliveries SET premise = jsonb_build_object('external_id', mn_id) WHERE kind = 'take_external_id';

ALTER TABLE archivals ADD COLUMN remark text;
COMMENT ON COLUMN archivals.remark IS
    'Why it waits for a person again: its sending was withdrawn, refused or given up. NULL: nothing was wrong.';
UPDATE archivals AS a
   SET status = 'proposed', remark = 'Givebutter did not archive it: approve it again, or keep the contact.'
 WHERE a.status = 'approved'
   AND NOT EXISTS (SELECT FROM deliveries AS d WHERE d.archival_id = a.archival_id AND d.status = 'queued');
UPDATE deliveries AS d
   SET premise = jsonb_build_object('winner', a.winner_contact_id, 'facts', a.facts)
  FROM archivals AS a
 WHERE d.archival_id = a.archival_id AND d.kind = 'archive' AND d.status = 'queued';

ALTER TABLE decisions ADD COLUMN before jsonb;
COMMENT ON COLUMN decisions.before IS
    'The mentor''s contact before the answer: {contact_id, decision_id}; NULL: the answer made the person a mentor.';

CREATE TABLE own_acts (
    contact_id      bigint PRIMARY KEY,
    acted_at        timestamptz NOT NULL,
    modified_before timestamptz
);
COMMENT ON TABLE own_acts IS 'Contacts that Mentor Sync itself archived, restored or renumbered: no modification by anybody.';
COMMENT ON COLUMN own_acts.acted_at IS 'When Givebutter says that it was modified by us.';
COMMENT ON COLUMN own_acts.modified_before IS 'When somebody else last modified it.';
