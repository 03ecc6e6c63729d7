package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.parameter.FilteredBy;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.DroppedUses;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the API keys that the caller may see, now or as of an instant or the position of an event. */
@RestController
@Requires(Action.SELF) // results are restricted to the caller
class LedgerTokenEndpoint {
    private static final String AS_OF = "an instant or the position of an event; the answer is as of it";

    private final TokenListingRepository listing;
    private final StateExplanations explanations;
    private final Deactivations deactivations;
    private final Cursors cursors;
    private final ProjectionBarrier barrier;
    private final AsOfResolver asOfResolver;

    LedgerTokenEndpoint(
            TokenListingRepository listing,
            StateExplanations explanations,
            Deactivations deactivations,
            Cursors cursors,
            ProjectionBarrier barrier,
            AsOfResolver asOfResolver) {
        this.listing = listing;
        this.explanations = explanations;
        this.deactivations = deactivations;
        this.cursors = cursors;
        this.barrier = barrier;
        this.asOfResolver = asOfResolver;
    }

    @GetMapping("/ledger/tokens")
    @ExpensiveRead(
            unlessOnly = {"owner", "state", "organization", "owner_kind", "no_expiry", "sort", "limit", "cursor"})
    ResponseEntity<CursorList<LedgerToken>> list(
            @FilteredBy(TokenFilter.class) FilterValues filters,
            @Parameter(description = AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @Parameter(description = TokenOrder.MEANING) @RequestParam(defaultValue = "-created") String sort,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        int size = Limit.of(limit);
        TokenOrder order = TokenOrder.named(sort);
        boolean descending = sort.startsWith("-");
        String query = String.join(
                "\n", caller.accountId().toString(), filters.texts().toString(), sort, String.valueOf(asOf));
        List<String> place = cursor == null ? List.of() : cursors.read(query, cursor);
        // Later pages keep the point in time of the first page.
        AsOf at = asOfResolver.of(place.size() > TokenOrder.PLACE ? place.getLast() : asOf);
        TokenConditions where = TokenConditions.of(filters, caller, at);
        if (!place.isEmpty()) {
            order.after(where.sql(), place, descending);
        }
        Freshness fresh = freshness(filters, caller, at);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        listing.page(where, order, descending, size + 1),
                        size,
                        row -> row.asLedgerToken(at.at(), unknown(at, fresh)),
                        row -> cursors.write(query, placeOf(row, order, at)),
                        fresh));
    }

    /** A list of what a leaked key has created must not lack the newest one, because all of them may be ended next. */
    private Freshness freshness(FilterValues filters, Caller caller, AsOf at) {
        Set<ProjectionName> present = TokenListingSources.ofThePresent(filters, caller);
        return at.position() == null && filters.has(TokenFilter.DESCENDANT_OF)
                ? barrier.requireCurrent(present)
                : barrier.at(at, present, TokenListingSources.ofThePast(filters, caller));
    }

    @GetMapping("/ledger/tokens/{id}")
    ResponseEntity<LedgerToken> one(
            @PathVariable UUID id,
            @Parameter(description = AS_OF) @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            Caller caller) {
        AsOf at = asOfResolver.of(asOf);
        Set<ProjectionName> sources = TokenListingSources.ofThePresent(FilterValues.NONE, caller);
        Freshness fresh = barrier.at(at, sources, TokenListingSources.ofThePast(FilterValues.NONE, caller));
        ListedToken token = (at.isPast()
                        ? listing.findVisible(id, caller, at)
                        : barrier.find(sources, () -> listing.findVisible(id, caller, at)))
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        return FreshnessHeaders.ok(fresh)
                .body(token.asLedgerToken(
                        at.at(),
                        deactivation(token, caller, at),
                        explanations.of(token, caller, at),
                        unknown(at, fresh)));
    }

    /** The last use at a time whose uses were dropped can be later than the one shown. */
    private static @Nullable List<String> unknown(AsOf at, Freshness fresh) {
        Instant dropped = fresh.usesDroppedBefore();
        return at.isPast() && dropped != null && at.at().isBefore(dropped) ? List.of(DroppedUses.why(dropped)) : null;
    }

    /** Waits until the history has the event that made the key inactive; an earlier one would name the wrong account. */
    private Deactivations.@Nullable Deactivation deactivation(ListedToken token, Caller caller, AsOf at) {
        if (token.active() || token.deleted()) {
            return null;
        }
        if (!at.isPast()) {
            barrier.requireCurrent(Set.of(ProjectionName.HISTORY, ProjectionName.AUDIT_TRAIL));
        }
        return deactivations.of(token, caller, at);
    }

    private static List<String> placeOf(ListedToken row, TokenOrder order, AsOf asOf) {
        List<String> place = new ArrayList<>(order.placeOf(row));
        if (asOf.position() != null) {
            place.add(asOf.position().toString());
        }
        return place;
    }
}
