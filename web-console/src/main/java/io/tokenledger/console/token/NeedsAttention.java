package io.tokenledger.console.token;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.ApiProblemException;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What the owner of tokens should know first: which expire soon, which are used oddly, and which another party ended. */
@Component
class NeedsAttention {
    private static final int MAX_ITEMS = 5;

    /** Inactive tokens that are looked at; most are those that the owner deactivated. */
    private static final int MAX_INACTIVE = 25;

    private final ApiClient api;

    NeedsAttention(ApiClient api) {
        this.api = api;
    }

    /**
     * The strip at the top of the list; at most five of each.
     *
     * @param known false if the ledger could not tell just now, which must not hide the list
     * @param expiring working tokens that expire within 14 days, the next first
     * @param signals notices about unusual or refused uses of the owner's tokens
     * @param ended tokens that another account deactivated
     */
    public record Attention(
            boolean known, List<AccessToken> expiring, List<JsonNode> signals, List<AccessToken> ended) {
        private static final Attention UNKNOWN = new Attention(false, List.of(), List.of(), List.of());

        public boolean isEmpty() {
            return known && expiring.isEmpty() && signals.isEmpty() && ended.isEmpty();
        }
    }

    Attention of(UUID owner, Visitor visitor) {
        try {
            return read(owner, visitor);
        } catch (ApiProblemException problem) {
            if (problem.isTemporary()) {
                return Attention.UNKNOWN;
            }
            throw problem;
        }
    }

    private Attention read(UUID owner, Visitor visitor) {
        return new Attention(
                true,
                list(owner, "expiring_within", "P14D", "expires_at", MAX_ITEMS, visitor),
                signals(owner, visitor),
                list(owner, "state", "inactive", "-created", MAX_INACTIVE, visitor).stream()
                        .map(token -> api.get(visitor, "/ledger/tokens/" + token.id(), AccessToken.class))
                        .filter(AccessToken::endedByAnother)
                        .limit(MAX_ITEMS)
                        .toList());
    }

    private List<AccessToken> list(UUID owner, String filter, String value, String sort, int limit, Visitor visitor) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("owner", owner);
        query.put(filter, value);
        query.put("sort", sort);
        query.put("limit", limit);
        return api.get(visitor, Encoding.path("/ledger/tokens", query), TokenList.class)
                .items();
    }

    private List<JsonNode> signals(UUID owner, Visitor visitor) {
        return api.get(visitor, "/ledger/notices")
                .path("items")
                .valueStream()
                .filter(notice -> notice.path("signal").isString())
                .filter(notice -> Objects.equals(notice.path("owner_id").asString(""), owner.toString()))
                .limit(MAX_ITEMS)
                .toList();
    }
}
