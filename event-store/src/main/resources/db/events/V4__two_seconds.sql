-- Whoever changes something may wait for this lock and then for a door that is cut off: together less than ten seconds.
CREATE OR REPLACE FUNCTION events.tell_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('ledger_appended', '');
    PERFORM set_config('idle_in_transaction_session_timeout', '2s', true);
    RETURN NULL;
END $$;
