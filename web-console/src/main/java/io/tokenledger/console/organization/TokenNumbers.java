package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Encoding;
import io.tokenledger.console.client.Visitor;
import io.tokenledger.console.token.TokenList;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Counts the tokens that an administrator should look at. */
@Component
class TokenNumbers {
    /** The listing has no total, so a number above this one is shown as this one and a plus. */
    private static final int MAX_COUNT = 200;

    private static final List<TokenFilter> COUNTED = List.of(
            TokenFilter.WORKING,
            TokenFilter.NO_EXPIRY,
            TokenFilter.UNUSED,
            TokenFilter.OWNER_INACTIVE,
            TokenFilter.EXPIRING);

    private final ApiClient api;
    private final Clock clock;

    TokenNumbers(ApiClient api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    /** The number of tokens in a list, such as {@code 12} or {@code 200+}. */
    public record TokenNumber(TokenFilter filter, String count) {}

    List<TokenNumber> of(UUID organization, Visitor visitor) {
        Instant now = clock.instant();
        return COUNTED.stream()
                .map(filter -> new TokenNumber(filter, count(organization, filter, now, visitor)))
                .toList();
    }

    private String count(UUID organization, TokenFilter filter, Instant now, Visitor visitor) {
        Map<String, Object> parameters = new LinkedHashMap<>(filter.parameters(now));
        parameters.put("organization", organization);
        parameters.put("limit", MAX_COUNT);
        TokenList tokens = api.get(visitor, Encoding.path("/ledger/tokens", parameters), TokenList.class);
        return tokens.items().size() + (tokens.nextCursor() == null ? "" : "+");
    }
}
