package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import java.util.List;

/** Maps a signal to an OCSF finding about a credential, with the event that raised it as evidence. */
final class OcsfFinding {
    private OcsfFinding() {}

    static void add(AuditRow row, OcsfObject event) {
        event.with("status_id", 1)
                .with("status", "New")
                .with("is_alert", true)
                .with("finding_info", info(row))
                .with("evidences", List.of(evidence(row).attributes()))
                .with(
                        "resources",
                        row.tokenId() == null ? null : List.of(credential(row).attributes()));
    }

    /** The description is the reason that the rule gave. */
    private static OcsfObject info(AuditRow row) {
        return new OcsfObject()
                .with("uid", row.id())
                .with("title", EventCaption.of(row.action()).caption())
                .with("desc", row.reason())
                .with("types", List.of(row.action()))
                .with("created_time", row.time().toEpochMilli())
                .with(
                        "analytic",
                        new OcsfObject().with("type_id", 1).with("type", "Rule").with("uid", row.action()))
                .with(
                        "related_events",
                        List.of(new OcsfObject()
                                .with("uid", OcsfData.text(row, "raised_by"))
                                .attributes()));
    }

    private static OcsfObject evidence(AuditRow row) {
        return new OcsfObject()
                .with("actor", OcsfParty.actor(row))
                .with("src_endpoint", OcsfParty.source(row))
                .with("http_request", OcsfParty.request(row));
    }

    private static OcsfObject credential(AuditRow row) {
        return new OcsfObject()
                .with("uid", row.tokenId())
                .with("name", row.tokenName())
                .with("type", "API Key")
                .with("owner", OcsfParty.owner(row));
    }
}
