package io.tokenledger.query.audittrail.format;

import io.tokenledger.query.audittrail.AuditRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parties of an entry and their network addresses. */
final class OcsfParty {
    private static final String LEDGER = "Token Ledger";

    private OcsfParty() {}

    /**
     * The actor. A refused use has no known actor, because its credential proved nothing; the actor is then the
     * presented credential, if the ledger knows its key. An entry without an actor and an address is an action of the
     * ledger itself.
     */
    static OcsfObject actor(AuditRow row) {
        AuditRow.Actor actor = row.actor();
        OcsfObject found = new OcsfObject()
                .with("user", actor.accountId() == null ? null : user(actor.accountId(), actor.username()))
                .with(
                        "session",
                        new OcsfObject()
                                .with("uid", actor.sessionId())
                                .with("credential_uid", isRefusedUse(row) ? row.tokenId() : actor.keyId()));
        if (!found.attributes().isEmpty()) {
            return found;
        }
        return row.ip() == null && !OcsfData.isAggregated(row)
                ? found.with("app_name", LEDGER)
                : found.with("user", user(null, null));
    }

    /** Also true for a signal that a refused use raised. */
    private static boolean isRefusedUse(AuditRow row) {
        return row.action().equals("token.use_refused")
                || (row.isSignal() && row.outcome().equals("refused"));
    }

    /** The account that the entry is about. */
    static OcsfObject owner(AuditRow row) {
        boolean actedItself =
                row.ownerId() != null && row.ownerId().equals(row.actor().accountId());
        String registeredAs = OcsfData.text(row, "username");
        OcsfObject owner = user(row.ownerId(), actedItself ? row.actor().username() : registeredAs);
        return switch (String.valueOf(OcsfData.text(row, "kind"))) {
            case "user" -> owner.with("type_id", 1).with("type", "User");
            case "service_account" -> owner.with("type_id", 4).with("type", "Service");
            default -> owner;
        };
    }

    /** OCSF requires a name or an id for every user. A user without both is unknown. */
    private static OcsfObject user(@Nullable UUID id, @Nullable String name) {
        return id == null && name == null
                ? new OcsfObject().with("name", "unknown").with("type_id", 0).with("type", "Unknown")
                : new OcsfObject().with("uid", id).with("name", name);
    }

    /** The source of the request; the ledger itself if there was no request. */
    static OcsfObject source(AuditRow row) {
        if (row.ip() != null) {
            return new OcsfObject().with("ip", row.ip());
        }
        return OcsfData.isAggregated(row)
                ? new OcsfObject().with("name", "several networks")
                : new OcsfObject().with("svc_name", LEDGER);
    }

    static OcsfObject request(AuditRow row) {
        return new OcsfObject().with("user_agent", row.userAgent());
    }

    /** The service that accepted the credential: the recorded audience; without one, the ledger. */
    static OcsfObject service(AuditRow row) {
        String audience = OcsfData.text(row, "audience");
        return audience == null ? new OcsfObject().with("name", LEDGER) : new OcsfObject().with("uid", audience);
    }
}
