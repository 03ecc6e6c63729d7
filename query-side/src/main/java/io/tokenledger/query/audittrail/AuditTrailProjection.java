package io.tokenledger.query.audittrail;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Writes every event to the audit trail. */
@Component
@ProcessingGroup(AuditTrailProjection.NAME)
class AuditTrailProjection implements Projection {
    static final String NAME = "audit-trail";

    private final AuditTrailWriter writer;

    AuditTrailProjection(AuditTrailWriter writer) {
        this.writer = writer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return true; // the audit trail covers all families
    }

    @Override
    public List<String> tables() {
        return List.of(
                "audit_trail_v2",
                "audit_trail_organization_v2",
                "audit_trail_member_v2",
                "audit_trail_text_v2",
                "audit_trail_slot_v2",
                "policy_event_v1");
    }

    @EventHandler
    void on(LedgerEvent event, EventMessage<?> message, TrackingToken token) {
        AuditEntry entry = AuditEntryMapper.of(
                EventPositions.of(token),
                UUID.fromString(message.getIdentifier()),
                message.getTimestamp(),
                event,
                message.getMetaData());
        ProjectionBatch.current(NAME, () -> new AuditBatch(writer), AuditBatch::flush)
                .add(entry, Memberships.changedBy(event));
    }
}
