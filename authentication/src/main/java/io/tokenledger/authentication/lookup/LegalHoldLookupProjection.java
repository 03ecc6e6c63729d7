package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.events.organization.MemberRemoved;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Updates the lookup of legal holds in one transaction with their events, and records members that leave. */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class LegalHoldLookupProjection implements LookupProjection {
    private final LegalHoldRepository table;

    LegalHoldLookupProjection(LegalHoldRepository table) {
        this.table = table;
    }

    @EventHandler
    void on(
            LegalHoldPlaced event,
            @Timestamp Instant at,
            MetaData cause,
            @SequenceNumber long version,
            ApplyMode mode) {
        table.insert(event, at, actor(cause), version, mode);
    }

    @EventHandler
    void on(
            LegalHoldReleased event,
            @Timestamp Instant at,
            MetaData cause,
            @SequenceNumber long version,
            ApplyMode mode) {
        table.release(event.holdId(), at, actor(cause), version, mode);
    }

    @EventHandler
    void on(MemberRemoved event, ApplyMode mode) {
        table.addPastMember(event.organizationId(), event.accountId(), mode);
    }

    private static @Nullable UUID actor(MetaData cause) {
        return cause.get(EventMetadata.ACTOR_ACCOUNT_ID) instanceof String id ? UUID.fromString(id) : null;
    }
}
