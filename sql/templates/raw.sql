-- Statements for every raw table. Words in braces are filled in by core/store/raw_table.py with names of tables and
-- columns; they live outside sql/queries because they need the temporary tables that the first one makes.

-- name: open_incoming
-- Records of one read that are to be written.
CREATE TEMPORARY TABLE incoming AS
SELECT {columns}
  FROM {table}
  WITH NO DATA

-- name: open_seen
-- Keys of everything that the source still has.
CREATE TEMPORARY TABLE seen AS
SELECT {key}
  FROM {table}
  WITH NO DATA

-- name: close
-- The temporary tables go, so that another read can follow in the same transaction.
DROP TABLE incoming, seen

-- name: copy_incoming
-- Records to be written.
COPY incoming ({columns}) FROM STDIN

-- name: copy_seen
-- Keys that the source still has.
COPY seen ({key}) FROM STDIN

-- name: forget_incoming
-- The batch is written.
TRUNCATE incoming

-- name: forget_seen
-- The listing starts again.
TRUNCATE seen

-- name: hashes
-- What is stored of these keys. What we archived ourselves differs from its record: seen again, it is back.
SELECT {key} AS key, CASE WHEN {archived_here} THEN '' ELSE row_hash END AS row_hash
  FROM {table}
 WHERE {scope} AND deleted_at IS NULL AND {key} = ANY(CAST(:keys AS {key_type}[]))

-- name: upsert
-- Write all incoming records; one that had been deleted is back.
INSERT INTO {table} ({all_columns})
SELECT {all_values}
  FROM incoming
    ON CONFLICT ({primary_key})
    DO UPDATE SET {assignments}, deleted_at = NULL{revived}

-- name: remove
-- Mark these records as gone from their source.
UPDATE {table}
   SET deleted_at = :now
 WHERE {scope} AND deleted_at IS NULL AND {key} = ANY(CAST(:keys AS {key_type}[]))
RETURNING {key}, {archived_here} AS was_gone

-- name: remove_unseen
-- Mark everything as gone that the source no longer has.
UPDATE {table} AS t
   SET deleted_at = :now
 WHERE {scope} AND deleted_at IS NULL
   AND NOT EXISTS (SELECT FROM seen AS s WHERE s.{key} = t.{key})
RETURNING {key}, {archived_here} AS was_gone

-- name: count_seen
-- How many different records the source has.
SELECT count(DISTINCT {key})
  FROM seen

-- name: count_present
-- How many records we believe the source has.
SELECT count(*)
  FROM {table}
 WHERE {scope} AND deleted_at IS NULL AND NOT {archived_here}

-- name: latest
-- The last instant at which one of the records just seen was made or changed.
SELECT max(greatest({instants}))
  FROM {table} AS t
  JOIN seen AS s ON s.{key} = t.{key}
 WHERE {scope} AND deleted_at IS NULL

-- name: staged_until
-- The newest instant among the records to be written.
SELECT max(greatest({instants}))
  FROM incoming

-- name: known_until
-- The newest instant among the present records; one that lies ahead of us is a mistake of its source.
SELECT max(greatest({instants})) FILTER (WHERE greatest({instants}) <= now())
  FROM {table}
 WHERE {scope} AND deleted_at IS NULL

-- name: load
-- All present records.
SELECT {fields}
  FROM {table}
 WHERE {scope} AND deleted_at IS NULL
 ORDER BY {key}

-- name: earlier
-- What is stored of these keys, deleted or not, and which of their fields could not be read when it was stored.
SELECT {fields}, t.raw_data, coalesce(u.fields, '{{}}') AS unread
  FROM {table} AS t
  LEFT JOIN unread_cells AS u ON u.source_table = :source_table AND u.year = :year AND u.record_id = CAST(t.{key} AS text)
 WHERE {scope_of_t} AND t.{key} = ANY(CAST(:keys AS {key_type}[]))

-- name: forget_unread
-- These records were read again.
DELETE FROM unread_cells
 WHERE source_table = :source_table AND year = :year AND record_id = ANY(CAST(:record_ids AS text[]))

-- name: add_unread
-- Cells of these records that could not be read.
INSERT INTO unread_cells (source_table, year, record_id, fields)
SELECT :source_table, :year, record_id, fields
  FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS t (record_id text, fields jsonb)

-- name: unread
-- Present records with cells that could not be read.
SELECT u.record_id, u.fields
  FROM unread_cells AS u
  JOIN {table} AS t ON u.record_id = CAST(t.{key} AS text)
 WHERE u.source_table = :source_table AND u.year = :year AND {scope_of_t} AND t.deleted_at IS NULL
 ORDER BY t.{key}

-- name: compare
-- How the incoming records differ from what is stored, and how many stored ones are missing among those seen.
SELECT count(*) FILTER (WHERE t.{key} IS NULL) AS new,
       count(*) FILTER (WHERE t.{key} IS NOT NULL
                          AND (({told_of_t}) IS DISTINCT FROM ({told_of_i}) OR {returns})) AS changed,
       count(*) FILTER (WHERE t.{key} IS NOT NULL
                          AND NOT (({told_of_t}) IS DISTINCT FROM ({told_of_i}) OR {returns})) AS unchanged,
       (SELECT count(*)
          FROM {table} AS g
         WHERE {scope} AND g.deleted_at IS NULL
           AND NOT EXISTS (SELECT FROM seen AS s WHERE s.{key} = g.{key})) AS gone
  FROM incoming AS i
  LEFT JOIN {table} AS t ON t.{key} = i.{key} AND t.deleted_at IS NULL

-- name: staged_keys
-- The keys of the incoming records.
SELECT {key}
  FROM incoming

-- name: drop_unchanged
-- Records that say what is stored already need not be written.
DELETE FROM incoming AS i
 USING {table} AS t
 WHERE t.{key} = i.{key} AND t.deleted_at IS NULL AND ({told_of_t}) IS NOT DISTINCT FROM ({told_of_i})
   AND NOT {returns}

-- name: analyze
-- The planner's picture of a table that has much changed; the source records as JSON do not matter to it.
ANALYZE {table} ({fields})

-- name: analyze_keys
-- The planner's picture of the keys.
ANALYZE contact_keys

-- name: forget_keys
-- Contacts that are gone are no candidates.
DELETE FROM contact_keys
 WHERE contact_id = ANY(CAST(:keys AS bigint[]))

-- name: add_keys
-- By what these contacts can be found; archived ones are no candidates.
INSERT INTO contact_keys (kind, value, contact_id)
SELECT DISTINCT k.kind, k.value, c.contact_id
  FROM raw_gb_full_contacts AS c
 CROSS JOIN LATERAL (
           SELECT 'phone' AS kind, unnest(c.phones || c.primary_phone) AS value
            UNION ALL
           SELECT 'email', unnest(c.emails || c.primary_email)
            UNION ALL
           SELECT 'external_id', left(upper(c.external_id), 255)) AS k
 WHERE c.contact_id = ANY(CAST(:keys AS bigint[])) AND c.archived_at IS NULL AND k.value IS NOT NULL
    ON CONFLICT DO NOTHING
