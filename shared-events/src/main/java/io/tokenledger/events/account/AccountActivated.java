package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account was activated again; the state of its keys has not changed. */
@StoredAs("account.activated")
public record AccountActivated(UUID accountId) implements AccountEvent {}
