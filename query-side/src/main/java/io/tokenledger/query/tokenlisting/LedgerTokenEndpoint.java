package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import io.tokenledger.query.sql.FilterParameters;
import io.tokenledger.query.sql.SqlConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the API keys that the caller may see, now or as of an instant or the position of an event. */
@RestController
@Requires(Action.SELF) // results are restricted to the caller
class LedgerTokenEndpoint {
    private final JdbcClient jdbc;
    private final TokenListingRepository listing;
    private final StateExplanations explanations;
    private final Cursors cursors;
    private final ProjectionBarrier barrier;
    private final AsOfResolver asOfResolver;

    LedgerTokenEndpoint(
            JdbcClient jdbc,
            TokenListingRepository listing,
            StateExplanations explanations,
            Cursors cursors,
            ProjectionBarrier barrier,
            AsOfResolver asOfResolver) {
        this.jdbc = jdbc;
        this.listing = listing;
        this.explanations = explanations;
        this.cursors = cursors;
        this.barrier = barrier;
        this.asOfResolver = asOfResolver;
    }

    @GetMapping("/ledger/tokens")
    @ExpensiveRead(
            unlessOnly = {"owner", "state", "organization", "owner_kind", "no_expiry", "sort", "limit", "cursor"})
    ResponseEntity<CursorList<LedgerToken>> list(
            @Parameter(hidden = true) @RequestParam Map<String, String> parameters,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        int size = Limit.of(limit);
        String sort = parameters.getOrDefault("sort", "-created");
        TokenOrder order = TokenOrder.named(sort);
        boolean descending = sort.startsWith("-");
        String query = caller.accountId() + "\n" + new FilterParameters(parameters).filters();
        String cursor = parameters.get("cursor");
        List<String> place = cursor == null ? List.of() : cursors.read(query, cursor);
        // Later pages keep the point in time of the first page.
        AsOf moment = place.size() > TokenOrder.PLACE
                ? asOfResolver.of(place.getLast())
                : asOfResolver.of(parameters.get("as_of"));
        SqlConditions conditions = TokenFilter.of(new FilterParameters(parameters), caller, moment);
        if (!place.isEmpty()) {
            order.after(conditions, place, descending);
        }
        Freshness fresh = barrier.at(
                moment,
                TokenFilter.sources(parameters.keySet(), caller),
                TokenFilter.pastSources(parameters.keySet(), caller));
        List<ListedToken> rows = jdbc.sql(TokenListingRepository.select(caller, moment)
                        + conditions.where()
                        + order.orderBy(descending)
                        + " LIMIT "
                        + (size + 1))
                .params(conditions.values())
                .query(ListedToken::read)
                .list();
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        rows,
                        size,
                        row -> row.asLedgerToken(moment.at(), null),
                        row -> cursors.write(query, placeOf(row, order, moment)),
                        fresh));
    }

    @GetMapping("/ledger/tokens/{id}")
    ResponseEntity<LedgerToken> one(
            @PathVariable UUID id,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Caller caller) {
        AsOf moment = asOfResolver.of(asOf);
        Set<ProjectionName> sources = TokenFilter.sources(Set.of(), caller);
        Freshness fresh = barrier.at(moment, sources, TokenFilter.pastSources(Set.of(), caller));
        ListedToken token = (moment.isPast()
                        ? listing.findVisible(id, caller, moment)
                        : barrier.find(sources, () -> listing.findVisible(id, caller, moment)))
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        return FreshnessHeaders.ok(fresh)
                .body(token.asLedgerToken(moment.at(), explanations.of(token, caller, moment)));
    }

    private static List<String> placeOf(ListedToken row, TokenOrder order, AsOf moment) {
        List<String> place = new ArrayList<>(order.placeOf(row));
        if (moment.position() != null) {
            place.add(moment.position().toString());
        }
        return place;
    }
}
