package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads how several keys were used, for pages that ask before the keys end. */
@Component
public class KeyUses {
    /** Keys of one account whose uses a page shows. */
    private static final int MAX_KEYS = 20;

    private final ApiClient api;

    KeyUses(ApiClient api) {
        this.api = api;
    }

    /** A key with its uses in the last 30 days. */
    public record UsedKey(AccessToken token, TokenUsage usage) {}

    /**
     * Keys with their uses.
     *
     * @param hasMore whether the account has further working keys
     */
    public record UsedKeys(List<UsedKey> items, boolean hasMore) {
        /** Accepted uses of these keys. */
        public long accepted() {
            return items.stream().mapToLong(key -> key.usage().accepted()).sum();
        }
    }

    /** The working keys of an account, those that were used last first. */
    public UsedKeys of(UUID account, Visitor visitor) {
        TokenList working = api.get(
                visitor,
                "/ledger/tokens?works=true&sort=-last_used_at&limit=" + MAX_KEYS + "&owner=" + account,
                TokenList.class);
        return new UsedKeys(
                working.items().stream().map(token -> withUsage(token, visitor)).toList(),
                working.nextCursor() != null);
    }

    /** The keys of these ids, in this order. */
    public UsedKeys of(List<UUID> keys, Visitor visitor) {
        return new UsedKeys(
                keys.stream()
                        .map(id -> withUsage(api.get(visitor, "/ledger/tokens/" + id, AccessToken.class), visitor))
                        .toList(),
                false);
    }

    private UsedKey withUsage(AccessToken token, Visitor visitor) {
        return new UsedKey(token, api.get(visitor, "/ledger/tokens/" + token.id() + "/usage", TokenUsage.class));
    }
}
