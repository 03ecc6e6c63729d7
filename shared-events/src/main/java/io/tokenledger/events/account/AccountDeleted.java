package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account was deleted permanently, and its API keys end with it. Its history stays. */
@StoredAs("account.deleted")
public record AccountDeleted(UUID accountId) implements AccountEvent {}
