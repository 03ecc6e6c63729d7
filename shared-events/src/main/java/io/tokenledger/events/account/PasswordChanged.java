package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account has a new password; sessions of an earlier password generation ended. */
@StoredAs("account.password_changed")
public record PasswordChanged(UUID accountId, int passwordGeneration) implements AccountEvent {}
