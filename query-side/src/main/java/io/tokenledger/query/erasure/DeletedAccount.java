package io.tokenledger.query.erasure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tokenledger.api.query.Disclosures;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A deleted account.
 *
 * @param username {@code erased} after an erasure
 * @param organizationId the organization that a service account belonged to; null for a user
 * @param erasedAt when its personal data was erased; null if it was not
 * @param legalHold whether a legal hold covers the account, so that it cannot be erased
 * @param disclosures copies that the ledger cannot reach; only in the answer about one account
 */
record DeletedAccount(
        UUID id,
        String username,
        boolean isServiceAccount,
        @Nullable UUID organizationId,
        Instant deletedAt,
        @Nullable Instant erasedAt,
        boolean legalHold,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Disclosures disclosures) {

    DeletedAccount with(Disclosures found) {
        return new DeletedAccount(
                id, username, isServiceAccount, organizationId, deletedAt, erasedAt, legalHold, found);
    }
}
