package io.tokenledger.query.audittrail;

import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.eventstore.jdbc.SqlChange;
import org.jspecify.annotations.Nullable;

/**
 * The memberships that the audit trail derives from events. A service account belongs to its own organization
 * permanently.
 */
final class Memberships {
    private Memberships() {}

    /** The change of memberships that the event causes; null if it causes none. */
    static @Nullable SqlChange changedBy(LedgerEvent event) {
        return switch (event) {
            case MemberAdded added -> add(added.accountId(), added.organizationId());
            case MemberRemoved removed ->
                SqlChange.of(
                        "DELETE FROM audit_trail_member_v2 WHERE account_id = ? AND organization_id = ?",
                        removed.accountId(),
                        removed.organizationId());
            case AccountRegistered registered ->
                registered.organizationId() == null ? null : add(registered.accountId(), registered.organizationId());
            default -> null;
        };
    }

    private static SqlChange add(Object accountId, Object organizationId) {
        return SqlChange.of(
                "INSERT INTO audit_trail_member_v2 (account_id, organization_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                accountId,
                organizationId);
    }
}
