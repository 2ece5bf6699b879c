-- Why a step of a run stands still for a moment, so that the pages can say it with its seconds.

ALTER TABLE sync_steps
    ADD COLUMN waits_for text,
    ADD COLUMN waits_until timestamptz;
COMMENT ON COLUMN sync_steps.waits_for IS 'What the step last waited for: a source that asked for patience or did not answer.';
COMMENT ON COLUMN sync_steps.waits_until IS 'When that source is asked again; in the past: the step goes on.';
