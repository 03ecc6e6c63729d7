package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.Set;
import java.util.UUID;

/** The account's roles on the instance are these from now on. */
@StoredAs("account.roles_changed")
public record AccountRolesChanged(UUID accountId, Set<InstanceRole> roles) implements AccountEvent {}
