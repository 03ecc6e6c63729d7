-- The notification names the table. So other processes can tell changes, whose callers wait, from uses of credentials.
CREATE OR REPLACE FUNCTION events.tell_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('ledger.only_process', true) IS DISTINCT FROM 'on' THEN
        PERFORM pg_notify('ledger_appended', TG_TABLE_NAME);
    END IF;
    PERFORM set_config('idle_in_transaction_session_timeout', '2s', true);
    RETURN NULL;
END $$;
