-- Locks the owner of API keys until the transaction ends, and returns its state. It is a function, because each statement
-- of a function sees what was committed before that statement. So the count contains the keys of the transaction that
-- held the lock before. A subquery of the locking statement would miss them.
CREATE FUNCTION command_side.lock_key_owner(owner uuid, OUT present boolean, OUT active boolean, OUT living_keys bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT NOT a.deleted, a.active INTO present, active
    FROM command_side.account a WHERE a.account_id = owner FOR NO KEY UPDATE;
    SELECT count(*) INTO living_keys
    FROM command_side.credential c WHERE c.owner_id = owner AND NOT c.deleted;
END $$;
