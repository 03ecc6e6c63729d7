package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** The account has a new password; all its sessions ended. */
@StoredAs("account.password_changed")
public record PasswordChanged(UUID accountId) implements AccountEvent {}
