package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import org.jspecify.annotations.Nullable;

/** The subject of an entry, as the attributes that only its class has. */
final class OcsfSubject {
    private static final String ORGANIZATION = "Organization";
    private static final String WORKSPACE = "Workspace";

    private OcsfSubject() {}

    static void add(AuditRow row, OcsfClass kind, OcsfObject event) {
        switch (kind) {
            case ACCOUNT_CHANGE -> event.with("user", OcsfParty.owner(row));
            case AUTHENTICATION ->
                event.with("user", OcsfParty.owner(row))
                        .with("service", OcsfParty.service(row))
                        .with("session", session(row))
                        .with("is_remote", true);
            case ENTITY_MANAGEMENT -> event.with("entity", entity(row));
            case USER_ACCESS -> event.with("user", OcsfParty.owner(row)).with("privileges", OcsfData.roles(row));
            case GROUP_MANAGEMENT ->
                event.with("group", group(row))
                        .with("user", OcsfParty.owner(row))
                        .with("privileges", OcsfData.roles(row).isEmpty() ? null : OcsfData.roles(row));
            case API_ACTIVITY -> event.with("api", api(row));
            case DETECTION_FINDING -> OcsfFinding.add(row, event);
        }
    }

    /** The API token that the ledger issued. */
    private static OcsfObject session(AuditRow row) {
        return new OcsfObject()
                .with("uid", OcsfData.text(row, "jti"))
                .with("created_time", OcsfData.millis(row, "issued_at"))
                .with("expiration_time", OcsfData.millis(row, "expires_at"))
                .with("credential_uid", row.tokenId());
    }

    private static OcsfObject entity(AuditRow row) {
        if (row.tokenId() != null) {
            return new OcsfObject()
                    .with("type_id", OcsfActivity.OTHER)
                    .with("type", "API Key")
                    .with("uid", row.tokenId())
                    .with("name", name(row))
                    .with("version", version(row))
                    .with("user", OcsfParty.owner(row));
        }
        OcsfObject organization =
                new OcsfObject().with("uid", row.organizationId()).with("name", ofOrganization(row) ? name(row) : null);
        if (row.data().containsKey("policy")) {
            return new OcsfObject()
                    .with("type_id", 5)
                    .with("type", "Policy")
                    .with(
                            "policy",
                            new OcsfObject().with("type", "Token Policy").with("uid", row.organizationId()))
                    .with("org", organization);
        }
        return new OcsfObject()
                .with("type_id", ofOrganization(row) ? 4 : OcsfActivity.OTHER)
                .with("type", ofOrganization(row) ? ORGANIZATION : WORKSPACE)
                .with("uid", ofOrganization(row) ? row.organizationId() : row.workspaceId())
                .with("name", name(row))
                .with("org", organization);
    }

    private static OcsfObject group(AuditRow row) {
        return new OcsfObject()
                .with("type", ofOrganization(row) ? ORGANIZATION : WORKSPACE)
                .with("uid", ofOrganization(row) ? row.organizationId() : row.workspaceId());
    }

    /** The request, or the channel of several requests, or the action of an operator audit event. */
    private static OcsfObject api(AuditRow row) {
        String target = OcsfData.target(row);
        String channel = OcsfData.text(row, "channel");
        String correlation = row.correlationId();
        return new OcsfObject()
                .with("operation", target != null ? target : channel != null ? channel : row.action())
                .with("service", OcsfParty.service(row))
                .with("request", correlation == null ? null : new OcsfObject().with("uid", correlation))
                .with("token", row.tokenId() == null ? null : token(row));
    }

    private static OcsfObject token(AuditRow row) {
        return new OcsfObject()
                .with("type_id", 7)
                .with("type", "API Token")
                .with("uid", row.tokenId())
                .with("name", row.tokenName());
    }

    private static boolean ofOrganization(AuditRow row) {
        return row.workspaceId() == null;
    }

    private static @Nullable String name(AuditRow row) {
        return row.tokenName() != null ? row.tokenName() : OcsfData.text(row, "name");
    }

    private static @Nullable String version(AuditRow row) {
        Object generation = row.data().get("generation");
        return generation == null ? null : generation.toString();
    }
}
