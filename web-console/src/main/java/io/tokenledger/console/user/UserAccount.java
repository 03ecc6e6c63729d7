package io.tokenledger.console.user;

import io.tokenledger.console.page.Viewer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account, as {@code GET /users/{id}} describes it.
 *
 * @param organizationId the organization that a service account belongs to; null for a user
 */
record UserAccount(
        UUID id,
        String username,
        String name,
        @Nullable String email,
        boolean isActive,
        boolean isServiceAccount,
        @Nullable UUID organizationId,
        List<String> roles,
        List<Viewer.Membership> organizations) {

    /** The page of the account. A service account has it in its organization. */
    String page() {
        return isServiceAccount
                ? "/console/organizations/" + organizationId + "/service-accounts/" + id
                : UserAccounts.PAGES + "/" + id;
    }
}
