-- How long an organization keeps uses at least, in days; null: as long as the ledger keeps all.
ALTER TABLE command_side.organization ADD COLUMN min_use_retention_days integer;
