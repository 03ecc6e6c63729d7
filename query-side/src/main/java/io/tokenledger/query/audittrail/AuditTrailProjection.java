package io.tokenledger.query.audittrail;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.query.freshness.ProjectionBatch;
import java.util.ArrayList;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes the audit trail from the events, all of them. */
@Component
@ProcessingGroup(AuditTrailProjection.NAME)
class AuditTrailProjection {
    static final String NAME = "audit-trail";

    private final AuditTrail trail;
    private final JdbcClient jdbc;

    AuditTrailProjection(AuditTrail trail, JdbcClient jdbc) {
        this.trail = trail;
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(LedgerEvent event, EventMessage<?> message, TrackingToken token) {
        AuditEntry entry = AuditEntries.of(
                token.position().orElseThrow(),
                UUID.fromString(message.getIdentifier()),
                message.getTimestamp(),
                event,
                message.getMetaData());
        ProjectionBatch.current(NAME, ArrayList<AuditEntry>::new, trail::insert).add(entry);
    }

    @ResetHandler
    void forget() {
        jdbc.sql("TRUNCATE query_side.audit_trail_v1").update();
    }
}
