package io.tokenledger.command.apitoken;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.tokenledger.authentication.lookup.RevokedApiTokenCache;
import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.ApiTokenRevoked;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An API token that is revoked before its expiry, as a stream of one event. The event store accepts the first event of
 * a stream once. So only one of several concurrent revocations is appended, whichever processes handle them.
 */
@Aggregate(type = AggregateTypes.API_TOKEN)
class IssuedApiToken extends FullHistoryAggregate {
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable String jti;

    private @Nullable ApiTokenRevoked revocation;

    IssuedApiToken() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RevokeApiToken command, RevokedApiTokenCache revoked) {
        if (revocation != null) {
            // A process can fail to receive the confirmation of its own commit, so its cache may lack the token.
            ApiTokenRevoked known = Objects.requireNonNull(revocation);
            CurrentUnitOfWork.get().afterCommit(done -> revoked.add(known.jti(), known.rememberUntil()));
            return;
        }
        revoked.requireCapacity(command.accountId(), command.keyId() == null);
        apply(new ApiTokenRevoked(
                command.accountId(),
                command.jti(),
                command.keyId(),
                command.audience(),
                command.expiresAt(),
                command.rememberUntil(),
                command.reason()));
    }

    @EventSourcingHandler
    void on(ApiTokenRevoked event) {
        jti = event.jti();
        revocation = event;
    }
}
