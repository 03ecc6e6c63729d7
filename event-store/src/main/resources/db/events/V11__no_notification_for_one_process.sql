-- The server of an embedded ledger sets ledger.only_process, because no other process follows its events. Its appends send no
-- notification, and so need no lock on the queue of notifications.
CREATE OR REPLACE FUNCTION events.tell_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('ledger.only_process', true) IS DISTINCT FROM 'on' THEN
        PERFORM pg_notify('ledger_appended', '');
    END IF;
    PERFORM set_config('idle_in_transaction_session_timeout', '2s', true);
    RETURN NULL;
END $$;
