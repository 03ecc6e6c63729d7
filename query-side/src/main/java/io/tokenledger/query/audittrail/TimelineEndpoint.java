package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import io.tokenledger.query.sql.SqlConditions;
import io.tokenledger.query.sql.VisibleAccounts;
import io.tokenledger.query.sql.VisibleOrigins;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lists the events of one API key in order, including accepted and refused uses, and the events of its owner that decide
 * whether it works: of the account, its memberships and assignments, and the token policies. Records each read by an
 * account that does not own the key.
 */
@RestController
class TimelineEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.TOKEN_LISTING);

    private final AuditTrailRepository trail;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;
    private final Cursors cursors;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    TimelineEndpoint(
            AuditTrailRepository trail,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit,
            Cursors cursors,
            ProjectionLag freshness,
            ProjectionBarrier barrier) {
        this.trail = trail;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
        this.cursors = cursors;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    @GetMapping("/ledger/tokens/{id}/timeline")
    @Requires(Action.SELF)
    ResponseEntity<CursorList<AuditRow>> timeline(
            @PathVariable UUID id,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            RequestOrigin origin) {
        int size = Limit.of(limit);
        String requested = caller.accountId() + "\n" + id;
        long after = cursor == null
                ? 0
                : Long.parseLong(cursors.read(requested, cursor).getFirst());
        Freshness fresh = freshness.of(SOURCES);
        AuditTrailRepository.Creation created = barrier.find(
                        SOURCES, () -> trail.creationOf(id, caller, asOfResolver.now()))
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        boolean own = created.ownerId().equals(caller.accountId());
        if (!own) {
            operatorAudit.record(new AuditRead("timeline", Map.of("token", id.toString())), caller, origin);
        }
        SqlConditions visible = new SqlConditions();
        if (!own) {
            VisibleAccounts.restrictEntries(visible, "r", caller);
        }
        AuditQuery query = new AuditQuery(
                AuditSources.ofTimeline(id, created),
                new AuditRange(visible, true, created.position(), Long.MAX_VALUE),
                VisibleOrigins.of("r", caller),
                AuditQueries.nameable(caller),
                true);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        trail.page(query, after, size + 1, AuditQuery.Names.NOW),
                        size,
                        row -> row,
                        row -> cursors.write(requested, List.of(Long.toString(row.position()))),
                        fresh));
    }
}
