package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ReadAnswers;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import io.tokenledger.query.sql.SqlConditions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Every API key that the caller may see: its own, or all for who administers or audits the instance. */
@RestController
@Requires(Action.SELF) // each caller sees what it may
class LedgerTokenEndpoint {
    private final JdbcClient jdbc;
    private final TokenListing listing;
    private final Cursors cursors;
    private final FreshnessGauge freshness;
    private final Clock clock;

    LedgerTokenEndpoint(JdbcClient jdbc, TokenListing listing, Cursors cursors, FreshnessGauge freshness, Clock clock) {
        this.jdbc = jdbc;
        this.listing = listing;
        this.cursors = cursors;
        this.freshness = freshness;
        this.clock = clock;
    }

    @GetMapping("/ledger/tokens")
    ResponseEntity<CursorList<LedgerToken>> list(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Instant now = clock.instant();
        int size = Limit.of(limit);
        String sort = parameters.getOrDefault("sort", "-created");
        TokenOrder order = TokenOrder.named(sort);
        boolean descending = sort.startsWith("-");
        SqlConditions conditions = TokenFilter.of(parameters, caller, now);
        String question = question(parameters, caller);
        String cursor = parameters.get("cursor");
        if (cursor != null) {
            order.after(conditions, cursors.read(question, cursor), descending);
        }
        Freshness fresh = freshness.of(TokenListingProjection.NAME);
        List<ListedToken> rows = jdbc.sql(
                        TokenListing.SELECT + conditions.where() + order.orderBy(descending) + " LIMIT " + (size + 1))
                .params(conditions.values())
                .query(ListedToken::read)
                .list();
        return ReadAnswers.ok(fresh)
                .body(CursorList.of(
                        rows,
                        size,
                        row -> row.asLedgerToken(now),
                        row -> cursors.write(question, order.placeOf(row)),
                        fresh));
    }

    @GetMapping("/ledger/tokens/{id}")
    ResponseEntity<LedgerToken> one(@PathVariable UUID id, Caller caller) {
        Freshness fresh = freshness.of(TokenListingProjection.NAME);
        ListedToken token = listing.findVisible(id, caller)
                .orElseThrow(() -> RefusalCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        return ReadAnswers.ok(fresh).body(token.asLedgerToken(clock.instant()));
    }

    /** Everything that makes two lists the same list: who asks, and for what; not how far he has come. */
    private static String question(Map<String, String> parameters, Caller caller) {
        Map<String, String> filters = new TreeMap<>(parameters);
        filters.keySet().removeAll(List.of("cursor", "limit"));
        return caller.accountId() + "\n" + filters;
    }
}
