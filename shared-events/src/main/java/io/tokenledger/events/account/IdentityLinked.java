package io.tokenledger.events.account;

import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** Whom an OpenID Connect provider calls by this subject signs in as the account from now on. */
@StoredAs("account.identity_linked")
public record IdentityLinked(UUID accountId, String issuer, String subject) implements AccountEvent {}
