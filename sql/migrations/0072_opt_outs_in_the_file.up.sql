-- One test for the staged rows and for the file that leaves: which cells would undo an opt-out?
CREATE FUNCTION undone_opt_outs(contact bigint, cells jsonb) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT known.heading
      FROM raw_gb_full_contacts AS c
     CROSS JOIN LATERAL (VALUES ('Email Subscription Status', c.email_subscribed),
                                ('Phone Subscription Status', c.phone_subscribed),
                                ('Address Subscription Status', c.address_subscribed)) AS known (heading, subscribed)
     WHERE c.contact_id = contact AND known.subscribed IS FALSE AND lower(cells ->> known.heading) = 'yes'
$$;
COMMENT ON FUNCTION undone_opt_outs IS 'The cells of a row of the import file that say yes where the contact is known to have said no.';

CREATE OR REPLACE FUNCTION guard_opt_outs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM undone_opt_outs(NEW.gb_contact_id, NEW.columns)) THEN
        RAISE EXCEPTION 'the import row of % would undo an opt-out of contact %', NEW.mn_id, NEW.gb_contact_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
