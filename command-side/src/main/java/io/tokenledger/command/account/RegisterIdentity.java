package io.tokenledger.command.account;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Makes an account for somebody whom an OpenID Connect provider has sent for the first time. */
public record RegisterIdentity(
        @TargetAggregateIdentifier UUID accountId,
        Username username,
        String name,
        @Nullable String email,
        String issuer,
        String subject) {}
