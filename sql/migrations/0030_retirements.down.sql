-- Takes back 0030_retirements.up.sql.

DROP INDEX deliveries_retirement;
ALTER TABLE deliveries DROP COLUMN retirement_id;
DROP TABLE retirements;
