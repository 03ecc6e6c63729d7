package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.Set;
import java.util.UUID;

/** The account's roles on the instance changed; the event contains all current roles. */
@StoredAs("account.roles_changed")
public record AccountRolesChanged(UUID accountId, Set<InstanceRole> roles) implements AccountEvent {}
