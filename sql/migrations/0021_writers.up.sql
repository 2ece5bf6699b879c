-- Who wrote: staff entries are staff's alone, also while their decision is carried out, and the audit names the cause.

-- Told by core.etl_run while it decides, in whosever name: what it writes is a machine's doing.
CREATE FUNCTION is_written_by_staff() RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT told('actor_kind') IS NOT DISTINCT FROM 'person' AND told('etl') IS NULL $$;

CREATE OR REPLACE FUNCTION guard_staff_fields() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before_write jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) ELSE '{}'::jsonb END;
    after_write  jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) ELSE '{}'::jsonb END;
    touched      text;
BEGIN
    IF is_written_by_staff() THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    SELECT string_agg(f.field_name, ', ' ORDER BY f.field_name) INTO touched
      FROM mentor_fields f
     WHERE f.is_staff AND before_write ->> f.field_name IS DISTINCT FROM after_write ->> f.field_name;
    IF before_write #>> '{provenance,dropped,0}' = 'staff'
       AND (before_write ->> 'dropped', before_write #> '{provenance,dropped}')
           IS DISTINCT FROM (after_write ->> 'dropped', after_write #> '{provenance,dropped}') THEN
        touched := concat_ws(', ', touched, 'dropped');
    END IF;
    IF touched IS NOT NULL THEN
        RAISE EXCEPTION 'only a person may write the staff fields of % (%)', coalesce(NEW.mn_id, OLD.mn_id), touched
            USING ERRCODE = 'insufficient_privilege',
                  HINT = 'SET LOCAL mentor_sync.actor_kind = ''person'' and mentor_sync.actor to who you are.';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER mentors_guard_staff_entries BEFORE DELETE ON mentors
    FOR EACH ROW EXECUTE FUNCTION guard_staff_fields();

-- A drop that staff set is theirs until they take it back; what the contacts' tags say counts besides.
CREATE FUNCTION note_staff_drop() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.dropped THEN
        NEW.provenance := jsonb_set(NEW.provenance, '{dropped}', jsonb_build_array('staff', told('actor')));
    ELSE
        NEW.provenance := NEW.provenance - 'dropped';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mentors_note_staff_drop BEFORE UPDATE ON mentors
    FOR EACH ROW WHEN (OLD.dropped IS DISTINCT FROM NEW.dropped AND is_written_by_staff())
    EXECUTE FUNCTION note_staff_drop();

-- A change that a decision makes to the very field it is about is one event: the resolved conflict.
CREATE OR REPLACE FUNCTION log_mentor_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    one_row jsonb := coalesce(new_row, old_row);
    decided jsonb := coalesce(told('decided')::jsonb -> (one_row ->> 'mn_id'), '[]');
BEGIN
    INSERT INTO mn_changes (year, mn_id, person_id, change_type, field_name, old_value, new_value,
                            source_table, is_significant, actor_kind, actor, reason, run_id)
    SELECT (one_row ->> 'year')::integer, one_row ->> 'mn_id', (one_row ->> 'person_id')::bigint,
           c.change_type, c.field_name, c.old_value, c.new_value,
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
            SELECT 'new_mentor', NULL, NULL, (jsonb_strip_nulls(new_row) - 'provenance' - 'person_id')::text, true
             WHERE TG_OP = 'INSERT'
            UNION ALL
            SELECT 'deleted', NULL, (jsonb_strip_nulls(old_row) - 'provenance' - 'person_id')::text, NULL, true
             WHERE TG_OP = 'DELETE') AS c;
    RETURN NULL;
END $$;

-- What was read, and what settings were changed, since the season was last decided about.
CREATE TABLE undecided_news (
    news_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    year    integer NOT NULL REFERENCES seasons,
    what    text NOT NULL
);
COMMENT ON TABLE undecided_news IS 'Something new that no ETL of the season has looked at yet; an ETL takes it away. Whoever answers a question then did not cause what follows from it.';
CREATE INDEX undecided_news_year ON undecided_news (year);
CREATE FUNCTION note_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Contacts belong to no season (year 0): they are news to all.
    INSERT INTO undecided_news (year, what)
    SELECT s.year, TG_TABLE_NAME FROM seasons AS s WHERE NEW.year IN (0, s.year);
    RETURN NULL;
END $$;
CREATE TRIGGER sync_cursors_note_news AFTER INSERT OR UPDATE ON sync_cursors
    FOR EACH ROW EXECUTE FUNCTION note_news();
CREATE TRIGGER sync_configs_note_news AFTER INSERT OR UPDATE ON sync_configs
    FOR EACH ROW EXECUTE FUNCTION note_news();
