package io.tokenledger.command.organization;

import java.util.List;

/**
 * An owner of API keys whose row the current transaction has locked.
 *
 * @param organizations organizations whose token policies apply to its keys
 */
public record LockedKeyOwner(KeyOwnerState state, List<OrganizationRecord> organizations) {}
