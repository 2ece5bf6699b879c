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

CREATE OR REPLACE FUNCTION log_mentor_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one_row jsonb := coalesce(new_row, old_row);
BEGIN
    INSERT INTO mn_changes (year, mn_id, change_type, field_name, old_value, new_value,
                            source_table, is_significant, actor_kind, actor, reason, run_id)
    SELECT (one_row ->> 'year')::integer, one_row ->> 'mn_id', c.change_type, c.field_name, c.old_value, c.new_value,
           one_row -> 'provenance' -> c.field_name ->> 0, c.is_significant,
           coalesce(told('actor_kind'), 'database'), coalesce(told('actor'), session_user), told('reason'),
           told('run_id')::bigint
      FROM (SELECT change_type_of(f.field_name, old_row ->> f.field_name, new_row ->> f.field_name) AS change_type,
                   f.field_name, old_row ->> f.field_name AS old_value, new_row ->> f.field_name AS new_value,
                   f.is_significant
              FROM mentor_fields f
             WHERE TG_OP = 'UPDATE' AND old_row ->> f.field_name IS DISTINCT FROM new_row ->> f.field_name
            UNION ALL
            SELECT 'new_mentor', NULL, NULL, (jsonb_strip_nulls(new_row) - 'provenance')::text, true
             WHERE TG_OP = 'INSERT'
            UNION ALL
            SELECT 'deleted', NULL, (jsonb_strip_nulls(old_row) - 'provenance')::text, NULL, true
             WHERE TG_OP = 'DELETE') AS c;
    RETURN NULL;
END $$;
