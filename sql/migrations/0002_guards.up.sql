-- What must never happen, refused by the database itself, whoever writes.

INSERT INTO mentor_fields (field_name, is_significant, is_staff) VALUES
    ('mn_id', true, false),
    ('first_name', false, false),
    ('middle_name', false, false),
    ('last_name', false, false),
    ('preferred_name', false, false),
    ('gender', false, false),
    ('shirt_size', false, false),
    ('uga_class', false, false),
    ('phone', false, false),
    ('personal_email', false, false),
    ('uga_email', false, false),
    ('shift_preference', false, false),
    ('partner_phone', false, false),
    ('partner_notes', false, false),
    ('signup_submission_id', false, false),
    ('signup_at', false, false),
    ('setup_submission_id', false, false),
    ('training_signup_at', true, false),
    ('campaign_member', false, false),
    ('gb_member_id', false, false),
    ('fundraising_page_url', false, false),
    ('amount_raised', true, false),
    ('gb_contact_id', false, false),
    ('dropped', true, false),
    ('training_at', true, true),
    ('fundraised_at', true, true),
    ('notes', true, true),
    ('offline_raised', true, true),
    ('withdrawn_at', true, false);

-- Who writes, as told by core.db.act_as; an untold writer is the database role.
CREATE FUNCTION told(setting text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT nullif(current_setting('mentor_sync.' || setting, true), '') $$;

CREATE FUNCTION guard_staff_fields() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER mentors_guard_staff_fields BEFORE INSERT OR UPDATE ON mentors
    FOR EACH ROW EXECUTE FUNCTION guard_staff_fields();

CREATE FUNCTION change_type_of(field text, old_value text, new_value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE field
               WHEN 'dropped' THEN CASE new_value WHEN 'true' THEN 'dropped' ELSE 'reactivated' END
               WHEN 'withdrawn_at' THEN CASE WHEN new_value IS NULL THEN 'returned' ELSE 'withdrawn' END
               ELSE 'field_change'
           END
$$;

-- A change that a decision makes to the very field it is about is one event: the resolved conflict.
CREATE FUNCTION log_mentor_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
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
CREATE TRIGGER mentors_log_change AFTER INSERT OR UPDATE OR DELETE ON mentors
    FOR EACH ROW EXECUTE FUNCTION log_mentor_change();

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is not allowed: the audit keeps everything', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER mn_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON mn_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse();
CREATE TRIGGER mentors_no_truncate BEFORE TRUNCATE ON mentors
    FOR EACH STATEMENT EXECUTE FUNCTION refuse();

-- An import row may say yes to a subscription only where the contact is not known to have said no.
CREATE FUNCTION guard_opt_outs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1
       FROM raw_gb_full_contacts c
      WHERE c.contact_id = NEW.gb_contact_id
        AND (c.email_subscribed IS FALSE AND NEW.columns ->> 'Email Subscription Status' = 'yes'
          OR c.phone_subscribed IS FALSE AND NEW.columns ->> 'Phone Subscription Status' = 'yes'
          OR c.address_subscribed IS FALSE AND NEW.columns ->> 'Address Subscription Status' = 'yes');
    IF FOUND THEN
        RAISE EXCEPTION 'the import row of % would undo an opt-out of contact %', NEW.mn_id, NEW.gb_contact_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER mn_gb_import_guard_opt_outs BEFORE INSERT OR UPDATE ON mn_gb_import
    FOR EACH ROW EXECUTE FUNCTION guard_opt_outs();
