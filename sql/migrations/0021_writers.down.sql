DROP TRIGGER sync_configs_note_news ON sync_configs;
DROP TRIGGER sync_cursors_note_news ON sync_cursors;
DROP FUNCTION note_news;
DROP TABLE undecided_news;
CREATE OR REPLACE FUNCTION log_mentor_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one_row jsonb := coalesce(new_row, old_row);
    decided jsonb := coalesce(told('decided')::jsonb -> (one_row ->> 'mn_id'), '[]');
BEGIN
    INSERT INTO mn_changes (year, mn_id, change_type, field_name, old_value, new_value,
                            source_table, is_significant, actor_kind, actor, reason, run_id)
    SELECT (one_row ->> 'year')::integer, one_row ->> 'mn_id', c.change_type, c.field_name, c.old_value, c.new_value,
           one_row -> 'provenance' -> c.field_name ->> 0, c.is_significant,
           coalesce(told('actor_kind'), 'database'), coalesce(told('actor'), session_user), told('reason'),
           told('run_id')::bigint
      FROM (SELECT CASE
                       WHEN decided ? f.field_name THEN 'conflict_resolved'
                       ELSE change_type_of(f.field_name, old_row ->> f.field_name, new_row ->> f.field_name)
                   END AS change_type,
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
DROP TRIGGER mentors_note_staff_drop ON mentors;
DROP FUNCTION note_staff_drop;
DROP TRIGGER mentors_guard_staff_entries ON mentors;
CREATE OR REPLACE FUNCTION guard_staff_fields() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before_write jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}'::jsonb END;
    after_write  jsonb := to_jsonb(NEW);
    touched      text;
BEGIN
    IF told('actor_kind') IS NOT DISTINCT FROM 'person' THEN
        RETURN NEW;
    END IF;
    SELECT string_agg(f.field_name, ', ' ORDER BY f.field_name) INTO touched
      FROM mentor_fields f
     WHERE f.is_staff AND before_write ->> f.field_name IS DISTINCT FROM after_write ->> f.field_name;
    IF touched IS NOT NULL THEN
        RAISE EXCEPTION 'only a person may write the staff fields of % (%)', NEW.mn_id, touched
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'SET LOCAL mentor_sync.actor_kind = ''person'' and mentor_sync.actor to who you are.';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION is_written_by_staff;
