package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Registers an account at the first sign-in by an OpenID Connect provider. */
public record RegisterIdentity(
        @TargetAggregateIdentifier UUID accountId,
        Username username,
        String name,
        @Nullable String email,
        String issuer,
        String subject) {}
