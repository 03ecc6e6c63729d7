package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account may act again; its keys are as they were. */
@StoredAs("account.activated")
public record AccountActivated(UUID accountId) implements AccountEvent {}
