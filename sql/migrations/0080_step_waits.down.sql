ALTER TABLE sync_steps DROP COLUMN waits_until, DROP COLUMN waits_for;
