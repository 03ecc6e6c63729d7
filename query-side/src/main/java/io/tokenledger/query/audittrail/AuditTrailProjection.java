package io.tokenledger.query.audittrail;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.retention.TokenUsesSummarized;
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
    private final AuditTrailEraser eraser;
    private final UnattributedTextEraser unattributed;

    AuditTrailProjection(AuditTrailWriter writer, AuditTrailEraser eraser, UnattributedTextEraser unattributed) {
        this.writer = writer;
        this.eraser = eraser;
        this.unattributed = unattributed;
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
    public boolean readsMetadata() {
        return true;
    }

    @Override
    public List<String> tables() {
        return List.of(
                "audit_trail_v3",
                "audit_trail_organization_v3",
                "audit_trail_member_v2",
                "audit_trail_text_v2",
                "audit_trail_slot_v2",
                "policy_event_v1",
                DailyUses.TABLE);
    }

    @Override
    public List<String> tablesIndexedLast() {
        return List.of("audit_trail_v3", "audit_trail_organization_v3");
    }

    @Override
    public List<String> tablesFilledLast() {
        return List.of(DailyUses.TABLE);
    }

    @Override
    public void fillLastTables() {
        writer.sumUses();
    }

    /** The entries of these uses are gone; their sums remain. */
    @EventHandler
    void on(TokenUsesSummarized event, TrackingToken token) {
        batch().addSums(EventPositions.of(token), event);
    }

    @EventHandler
    void on(LedgerEvent event, EventMessage<?> message, TrackingToken token) {
        AuditEntry entry = AuditEntryMapper.of(
                EventPositions.of(token),
                UUID.fromString(message.getIdentifier()),
                message.getTimestamp(),
                event,
                message.getMetaData());
        AuditBatch batch = batch();
        batch.add(entry, Memberships.changedBy(event));
        if (event instanceof AccountErased erased) {
            batch.erase(erased.accountId(), entry.position());
        } else if (event instanceof UnattributedTextsErased erased) {
            batch.erase(erased, entry.position());
        }
    }

    private AuditBatch batch() {
        return ProjectionBatch.current(NAME, () -> new AuditBatch(writer, eraser, unattributed), AuditBatch::flush);
    }
}
