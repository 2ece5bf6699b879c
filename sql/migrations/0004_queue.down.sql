-- All that Procrastinate made, by the prefix it gives its names.
DO $$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT format('DROP TABLE %s CASCADE', c.oid::regclass) AS statement
          FROM pg_class c
         WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE made.statement;
    END LOOP;
    FOR made IN
        SELECT format('DROP FUNCTION %s', p.oid::regprocedure) AS statement
          FROM pg_proc p
         WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE 'procrastinate\_%'
    LOOP
        EXECUTE made.statement;
    END LOOP;
    FOR made IN
        SELECT format('DROP TYPE %s', t.oid::regtype) AS statement
          FROM pg_type t
         WHERE t.typnamespace = current_schema()::regnamespace AND t.typname LIKE 'procrastinate\_%'
           AND (t.typtype = 'e' OR t.typtype = 'c')
    LOOP
        EXECUTE made.statement;
    END LOOP;
END $$;
