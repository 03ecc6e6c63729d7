package io.tokenledger.door.credential;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.account.ApiTokenRevoked;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.eventstore.UnknownEvent;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;

/** Forgets what it knows by heart of whatever has changed: the tables, which changed with the event, are right. */
final class Forgetting implements Learning {
    private final EventStore events;
    private final Credentials credentials;
    private final Accounts accounts;
    private final RevokedApiTokens revoked;

    Forgetting(EventStore events, Credentials credentials, Accounts accounts, RevokedApiTokens revoked) {
        this.events = events;
        this.credentials = credentials;
        this.accounts = accounts;
        this.revoked = revoked;
    }

    @Override
    public @Nullable TrackingToken begin() {
        TrackingToken end = events.createHeadToken();
        forgetAll();
        return end;
    }

    void forgetAll() {
        credentials.forgetAll();
        accounts.forgetAll();
        revoked.load();
    }

    /** By the kind and id of the aggregate, which are known of events too that only a newer build can read. */
    @Override
    public void learn(TrackedEventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> change && change.getType() != null) {
            switch (change.getType()) {
                case AggregateTypes.PERSONAL_ACCESS_TOKEN ->
                    credentials.forget(UUID.fromString(change.getAggregateIdentifier()));
                case AggregateTypes.ACCOUNT -> accounts.forget(UUID.fromString(change.getAggregateIdentifier()));
                case AggregateTypes.ORGANIZATION -> forgetMember(change);
                case AggregateTypes.API_TOKEN -> revoke(change);
                default -> {}
            }
        }
    }

    private void forgetMember(DomainEventMessage<?> change) {
        switch (change.getPayload()) {
            case MemberAdded added -> accounts.forget(added.accountId());
            case MemberRoleChanged changed -> accounts.forget(changed.accountId());
            case MemberRemoved removed -> accounts.forget(removed.accountId());
            case UnknownEvent unknown -> accounts.forgetAll();
            default -> {}
        }
    }

    private void revoke(DomainEventMessage<?> change) {
        if (change.getPayload() instanceof ApiTokenRevoked event) {
            revoked.add(event);
        } else {
            revoked.load(); // a newer build knows more of API tokens, and may have written down that one is revoked
        }
    }

    @Override
    public void learned(long position) {
        // Whoever starts again begins at the end.
    }
}
