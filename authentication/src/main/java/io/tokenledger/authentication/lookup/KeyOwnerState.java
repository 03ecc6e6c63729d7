package io.tokenledger.authentication.lookup;

/**
 * An account whose row the current transaction has locked, as the owner of API keys. It cannot be deactivated or deleted, nor
 * get another key, before that transaction ends.
 *
 * @param exists false for an account that was never registered or is deleted
 * @param active whether an administrator has not deactivated it
 * @param keys API keys that are not deleted
 */
public record KeyOwnerState(boolean exists, boolean active, long keys) {}
