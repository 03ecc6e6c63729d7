package io.tokenledger.command.idempotency;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.account.AccountEvent;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.workspace.WorkspaceEvent;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.SourceId;
import org.springframework.stereotype.Component;

/**
 * Claims the {@code Idempotency-Key} of a write whose process ended after it appended the events and before it claimed
 * the key.
 */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class IdempotencyKeyRecovery implements LookupProjection {
    private final IdempotencyKeyRepository keys;

    IdempotencyKeyRecovery(IdempotencyKeyRepository keys) {
        this.keys = keys;
    }

    @EventHandler
    void on(TokenEvent event, @SourceId String subject, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(subject, cause, at, mode);
    }

    @EventHandler
    void on(AccountEvent event, @SourceId String subject, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(subject, cause, at, mode);
    }

    @EventHandler
    void on(OrganizationEvent event, @SourceId String subject, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(subject, cause, at, mode);
    }

    @EventHandler
    void on(WorkspaceEvent event, @SourceId String subject, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(subject, cause, at, mode);
    }

    @EventHandler
    void on(BulkOperationStarted event, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(event.actId().toString(), cause, at, mode);
    }

    @EventHandler
    void on(LegalHoldPlaced event, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(event.holdId().toString(), cause, at, mode);
    }

    @EventHandler
    void on(LegalHoldReleased event, MetaData cause, @Timestamp Instant at, ApplyMode mode) {
        claim(event.holdId().toString(), cause, at, mode);
    }

    private void claim(String subject, MetaData cause, Instant at, ApplyMode mode) {
        if (mode.isReplaying()
                && cause.get(EventMetadata.IDEMPOTENCY_KEY) instanceof String key
                && cause.get(EventMetadata.ACTOR_ACCOUNT_ID) instanceof String account) {
            keys.claimLate(UUID.fromString(account), key, UUID.fromString(subject), at);
        }
    }
}
