-- The guard looks for itself again.
CREATE OR REPLACE FUNCTION guard_opt_outs() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP FUNCTION undone_opt_outs;
