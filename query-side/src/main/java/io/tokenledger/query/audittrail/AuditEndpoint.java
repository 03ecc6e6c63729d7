package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.parameter.FilterValues;
import io.tokenledger.api.parameter.FilteredBy;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists the audit entries that the caller may see, newest first by default. Records each read as an event before it
 * answers.
 */
@RestController
class AuditEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.TOKEN_LISTING);

    private final AuditTrailRepository trail;
    private final AuditQueries queries;
    private final OperatorAuditLog operatorAudit;
    private final Cursors cursors;
    private final ProjectionLag freshness;

    AuditEndpoint(
            AuditTrailRepository trail,
            AuditQueries queries,
            OperatorAuditLog operatorAudit,
            Cursors cursors,
            ProjectionLag freshness) {
        this.trail = trail;
        this.queries = queries;
        this.operatorAudit = operatorAudit;
        this.cursors = cursors;
        this.freshness = freshness;
    }

    @GetMapping("/ledger/audit")
    @ExpensiveRead(unlessOnly = {"token", "correlation_id", "order", "limit", "cursor"})
    @Requires(Action.SELF) // the query returns only what the caller may see
    ResponseEntity<CursorList<AuditRow>> list(
            @FilteredBy(AuditFilter.class) FilterValues filters,
            @Parameter(description = "desc, newest first, or asc") @RequestParam(defaultValue = "desc") String order,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            RequestOrigin origin) {
        int size = Limit.of(limit);
        AuditQuery query = queries.of(filters, caller, isAscending(order));
        String requested =
                String.join("\n", caller.accountId().toString(), filters.texts().toString(), order);
        Long after = cursor == null
                ? null
                : Long.valueOf(cursors.read(requested, cursor).getFirst());
        Map<String, String> recorded = filters.forAudit();
        recorded.put("order", order);
        AuditRead read = new AuditRead("entries", recorded);
        if (after == null) {
            operatorAudit.recordNewestRead(read, size, caller, origin);
        } else {
            operatorAudit.record(read, caller, origin);
        }
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        trail.page(query, after, size + 1, AuditQuery.Names.NOW),
                        size,
                        row -> row,
                        row -> cursors.write(requested, List.of(Long.toString(row.position()))),
                        fresh));
    }

    private static boolean isAscending(String order) {
        return switch (order) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw ProblemCode.BAD_VALUE.because("'order' must be asc or desc.");
        };
    }
}
