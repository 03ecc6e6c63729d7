package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import org.springframework.stereotype.Component;

/**
 * One event of the Open Cybersecurity Schema Framework per line. {@link OcsfActivities} explains the class of each
 * action. {@code real-clients/test_ocsf.py} validates lines against the published schema.
 *
 * <p>{@code time} is the last occurrence, {@code metadata.logged_time} the time of recording. Fields without an OCSF
 * attribute are in {@code unmapped} under their names in the audit trail, the same in each class. The position is there
 * too, because OCSF stores keep the integer {@code metadata.sequence} in 32 bits.
 */
@Component
class OcsfFormat implements AuditFormat {
    /** The newest version whose schema is published in a form that can validate lines. */
    private static final String SCHEMA = "1.8.0";

    @Override
    public String name() {
        return "ocsf";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public String line(AuditRow row) {
        OcsfActivity activity = OcsfActivities.of(row);
        OcsfObject event = new OcsfObject();
        classify(activity, event);
        EventCaption meaning = EventCaption.of(row.action());
        event.with("message", meaning.caption())
                .with("severity_id", meaning.severity().ocsf)
                .with("severity", meaning.severity().caption);
        event.with("metadata", metadata(row))
                .with("time", row.last().toEpochMilli())
                .with("start_time", row.first().toEpochMilli())
                .with("end_time", row.last().toEpochMilli())
                .with("count", row.count())
                .with("status_detail", row.reason());
        if (!row.isSignal()) {
            addOutcomeAndSource(row, event);
        }
        OcsfSubject.add(row, activity.kind(), event);
        return LineJson.of(event.with("unmapped", unmapped(row)).attributes());
    }

    private static void classify(OcsfActivity activity, OcsfObject event) {
        OcsfClass kind = activity.kind();
        event.with("category_uid", kind.categoryUid())
                .with("category_name", kind.categoryCaption())
                .with("class_uid", kind.uid)
                .with("class_name", kind.caption)
                .with("activity_id", activity.id())
                .with("activity_name", activity.caption())
                .with("type_uid", activity.typeUid());
    }

    private static void addOutcomeAndSource(AuditRow row, OcsfObject event) {
        boolean refused = row.outcome().equals("refused");
        event.with("status_id", refused ? 2 : 1)
                .with("status", refused ? "Failure" : "Success")
                .with("actor", OcsfParty.actor(row))
                .with("src_endpoint", OcsfParty.source(row))
                .with("http_request", OcsfParty.request(row));
    }

    /** Metadata without a product version, so that the same entry gives the same line after an upgrade. */
    private static OcsfObject metadata(AuditRow row) {
        return new OcsfObject()
                .with("version", SCHEMA)
                .with(
                        "product",
                        new OcsfObject()
                                .with("name", "Token Ledger")
                                .with("uid", "token-ledger")
                                .with("vendor_name", "Token Ledger"))
                .with("uid", row.id())
                .with("event_code", row.action())
                .with("correlation_uid", row.correlationId())
                .with("log_name", row.isSignal() ? "signals" : "audit")
                .with("logged_time", row.time().toEpochMilli());
    }

    private static OcsfObject unmapped(AuditRow row) {
        return new OcsfObject()
                .with("position", row.position())
                .with("owner_id", row.ownerId())
                .with("token_id", row.tokenId())
                .with("token_name", row.tokenName())
                .with("organization_id", row.organizationId())
                .with("organizations", row.organizations().isEmpty() ? null : row.organizations())
                .with("workspace_id", row.workspaceId())
                .with("data", row.data().isEmpty() ? null : row.data());
    }
}
