-- A run that succeeded and was wrong all the same: since when its owner says so.
ALTER TABLE run ADD COLUMN bad_at INTEGER;
DROP INDEX run_good;
CREATE INDEX run_good ON run (automation, seq) WHERE outcome = 'succeeded' AND dry = 0 AND bad_at IS NULL;
