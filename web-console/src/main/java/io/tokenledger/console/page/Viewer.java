package io.tokenledger.console.page;

import io.tokenledger.console.client.ApiProblemException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account that looks at a page, as {@code GET /users/me} describes it. */
public record Viewer(
        UUID id,
        String username,
        String name,
        @Nullable String email,
        boolean isSuperuser,
        List<String> roles,
        List<Membership> organizations) {

    /** An organization of the account. */
    public record Membership(UUID id, String name, String role) {
        public boolean isAdmin() {
            return role.equals("organization_admin");
        }
    }

    /** Whether the account may read the whole ledger: a superuser or an auditor of the instance. */
    public boolean readsLedger() {
        return roles.contains("superuser") || roles.contains("auditor");
    }

    /** Rejects an account for which a page is not meant. The API decides what the others may do. */
    public void requireLedgerReader() {
        if (!readsLedger()) {
            throw new ApiProblemException(
                    403,
                    "forbidden",
                    "This page is for superusers and auditors of the ledger.",
                    "Ask a superuser for the role of an auditor.");
        }
    }

    /** Whether the account may read the keys of others. */
    public boolean reviews() {
        return readsLedger()
                || organizations.stream().anyMatch(one -> !one.role().equals("organization_member"));
    }

    /**
     * Whether the account may see every use of the keys of an owner. Of a user's keys, readers of an organization see
     * only the uses since the user joined.
     */
    public boolean seesAllUses(UUID owner, @Nullable String ownerKind) {
        return readsLedger() || owner.equals(id) || "service_account".equals(ownerKind);
    }

    /** Whether the account may change an organization. */
    public boolean administers(UUID organization) {
        return isSuperuser || organizations.stream().anyMatch(one -> one.id().equals(organization) && one.isAdmin());
    }

    /** Whether the account may read the keys of an organization. */
    public boolean reviews(UUID organization) {
        return readsLedger()
                || organizations.stream()
                        .anyMatch(one ->
                                one.id().equals(organization) && !one.role().equals("organization_member"));
    }

    /** Whether the account may deactivate the keys of others. */
    public boolean deactivates() {
        return isSuperuser || organizations.stream().anyMatch(Membership::isAdmin);
    }

    /** The letter that stands for the account. */
    public String initial() {
        return username.substring(0, username.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }
}
