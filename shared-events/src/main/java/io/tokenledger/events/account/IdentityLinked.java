package io.tokenledger.events.account;

import io.tokenledger.events.Personal;
import io.tokenledger.events.StoredAs;
import java.util.UUID;

/** An identity at an OpenID Connect provider was linked to the account and can sign in to it. */
@StoredAs("account.identity_linked")
public record IdentityLinked(
        UUID accountId, @Personal String issuer, @Personal String subject) implements AccountEvent {}
