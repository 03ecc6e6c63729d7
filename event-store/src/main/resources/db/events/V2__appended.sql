-- Tells every process that follows the events that there are more, so that none of them has to ask all the time.
-- And a process that is cut off between its append and its commit holds the lock on positions: it has three seconds.
CREATE FUNCTION events.tell_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('ledger_appended', '');
    PERFORM set_config('idle_in_transaction_session_timeout', '3s', true);
    RETURN NULL;
END $$;
CREATE TRIGGER tell_appended AFTER INSERT ON events.domain_event
    FOR EACH STATEMENT EXECUTE FUNCTION events.tell_appended();
