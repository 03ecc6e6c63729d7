package io.tokenledger.command.organization;

/**
 * An owner of API keys whose row the current transaction has locked. Until that transaction ends, the account cannot be
 * deactivated or deleted, nor get another key.
 *
 * @param exists false if the account was never registered or is deleted
 * @param active false if the account was never registered or is deactivated
 * @param keys number of its API keys that are not deleted
 */
public record KeyOwnerState(boolean exists, boolean active, long keys) {}
