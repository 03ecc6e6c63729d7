package io.tokenledger.api.query;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API keys of other accounts that work with a secret that an account was shown, because it created or rotated them.
 *
 * @param total number of all such keys, including those that the list omits
 * @param keys those with the most uses first; at most 1,000
 */
@Schema(name = "KeysOfOtherAccounts")
public record KeysOfOtherAccounts(long total, List<KeyOfOtherAccount> keys) {
    /**
     * A key of another account that works.
     *
     * @param ownerUsername username of the account that owns the key; null if it is unknown
     * @param uses number of accepted uses
     * @param lastUsedAt time of the last of them; null if there is none
     * @param networks number of networks (a /24 or a /64) that they came from
     * @param userAgents user agents that used it, at most ten, those with the most uses first
     */
    @Schema(name = "KeyOfOtherAccount")
    public record KeyOfOtherAccount(
            UUID id,
            String name,
            UUID ownerId,
            @Nullable String ownerUsername,
            Instant createdAt,
            long uses,
            @Nullable Instant lastUsedAt,
            long networks,
            List<String> userAgents) {}
}
