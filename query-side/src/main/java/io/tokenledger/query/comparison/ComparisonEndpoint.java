package io.tokenledger.query.comparison;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Compares the API keys that the caller may see at two points in time. Each comparison is recorded. */
@RestController
class ComparisonEndpoint {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.HISTORY, ProjectionName.AUDIT_TRAIL, ProjectionName.ACCOUNT_LISTING);
    private static final UUID FIRST = new UUID(0, 0);

    private final ComparisonRepository repository;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;
    private final Cursors cursors;
    private final OperatorAuditLog operatorAudit;

    ComparisonEndpoint(
            ComparisonRepository repository,
            AsOfResolver asOfResolver,
            ProjectionBarrier barrier,
            Cursors cursors,
            OperatorAuditLog operatorAudit) {
        this.repository = repository;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
        this.cursors = cursors;
        this.operatorAudit = operatorAudit;
    }

    @GetMapping("/ledger/tokens/changes")
    @ExpensiveRead
    @Requires(Action.SELF) // the answer contains only what the caller may see
    ResponseEntity<CursorList<TokenChange>> compare(
            @Parameter(required = true, description = "the earlier point: an instant or the position of an event")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "the later point: an instant or the position of an event; by default the present")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(description = "id of an organization: only keys whose owner belongs to it at the later point")
                    @RequestParam(required = false)
                    @Nullable
                    UUID organization,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            RequestOrigin origin) {
        if (from == null) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must be an instant such as 2026-01-31T12:00:00Z, or the position of an event.");
        }
        int size = Limit.of(limit);
        String query = caller.accountId() + "\n" + from + "\n" + to + "\n" + organization;
        List<String> place = cursor == null ? List.of() : cursors.read(query, cursor);
        AsOf earlier = asOfResolver.of("from", from);
        // Later pages keep the point in time of the first page.
        AsOf later = asOfResolver.of(
                "to", place.isEmpty() ? to == null ? asOfResolver.now().at().toString() : to : place.get(1));
        if (later.at().isBefore(earlier.at())) {
            throw ProblemCode.BAD_VALUE.because(
                    "'from' must not be after 'to'. Send an earlier 'from' or a later 'to'.");
        }
        Freshness fresh = barrier.at(later, SOURCES, SOURCES);
        operatorAudit.record(new AuditRead("token_changes", filters(from, later, organization)), caller, origin);
        UUID after = place.isEmpty() ? FIRST : UUID.fromString(place.getFirst());
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        repository.changes(earlier, later, organization, caller, after, size + 1),
                        size,
                        change -> change,
                        change ->
                                cursors.write(query, List.of(change.id().toString(), String.valueOf(later.position()))),
                        fresh));
    }

    private static Map<String, String> filters(String from, AsOf to, @Nullable UUID organization) {
        Map<String, String> filters = new TreeMap<>(Map.of("from", from, "to", String.valueOf(to.position())));
        if (organization != null) {
            filters.put("organization", organization.toString());
        }
        return filters;
    }
}
