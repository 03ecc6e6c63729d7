package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account is gone for good, and all its API keys with it; its history stays. */
@StoredAs("account.deleted")
public record AccountDeleted(UUID accountId) implements AccountEvent {}
