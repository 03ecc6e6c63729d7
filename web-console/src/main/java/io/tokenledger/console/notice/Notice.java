package io.tokenledger.console.notice;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notice that applies to the viewer now, as {@code GET /ledger/notices} lists it. */
record Notice(
        String kind,
        UUID tokenId,
        String tokenName,
        UUID ownerId,
        String ownerUsername,
        @Nullable UUID organizationId,
        Instant deadline,
        boolean inUse,
        @Nullable Instant lastUsedAt,
        String text,
        String advice) {
    public boolean isOwnedBy(UUID account) {
        return ownerId.equals(account);
    }

    /** Whether a rotation is what helps. */
    public boolean needsRotation() {
        return kind.equals("expiry");
    }

    /** The page of the token. */
    public String page(UUID viewerId) {
        if (isOwnedBy(viewerId)) {
            return "/console/tokens/" + tokenId;
        }
        return organizationId == null
                ? "/console/find?what=" + tokenId
                : "/console/organizations/" + organizationId + "/service-accounts/" + ownerId + "/keys/" + tokenId;
    }

    /** Whether the viewer may rotate the token. */
    public boolean isManagedBy(UUID viewerId) {
        return organizationId != null || isOwnedBy(viewerId);
    }
}
