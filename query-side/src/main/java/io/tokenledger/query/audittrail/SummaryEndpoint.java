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
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OperatorAuditLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts entries by time, action, outcome, key and address, for charts. The default range is the last seven days. */
@RestController
class SummaryEndpoint {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

    private final AuditTrailRepository trail;
    private final AuditQueries queries;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;
    private final ProjectionLag freshness;

    SummaryEndpoint(
            AuditTrailRepository trail,
            AuditQueries queries,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit,
            ProjectionLag freshness) {
        this.trail = trail;
        this.queries = queries;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
        this.freshness = freshness;
    }

    @GetMapping("/ledger/audit/summary")
    @ExpensiveRead
    @Requires(Action.SELF) // the query returns only what the caller may see
    ResponseEntity<AuditSummary.Summary> summarize(
            @FilteredBy(AuditFilter.class) FilterValues filters,
            @Parameter(description = "hour, for at most 62 days, or day") @RequestParam(defaultValue = "hour")
                    String interval,
            Caller caller,
            RequestOrigin origin) {
        Instant to = filters.find(AuditFilter.TO, Instant.class)
                .orElseGet(() -> asOfResolver.now().at().plusMillis(1));
        Instant from = filters.find(AuditFilter.FROM, Instant.class).orElseGet(() -> to.minus(DEFAULT_RANGE));
        if (!interval.equals("hour") && !interval.equals("day")) {
            throw ProblemCode.BAD_VALUE.because("'interval' must be hour or day.");
        }
        if (interval.equals("hour") && Duration.between(from, to).compareTo(QueryLimits.MAX_HOURLY_RANGE) > 0) {
            throw ProblemCode.BAD_VALUE.because("'interval' must be day if the range is longer than 62 days.");
        }
        FilterValues ranged = filters.with(AuditFilter.FROM, from.toString()).with(AuditFilter.TO, to.toString());
        AuditQuery query = queries.of(ranged, caller, true);
        Map<String, String> recorded = ranged.forAudit();
        recorded.put("interval", interval);
        operatorAudit.record(new AuditRead("summary", recorded), caller, origin);
        Freshness fresh = freshness.of(ProjectionName.AUDIT_TRAIL);
        return FreshnessHeaders.ok(fresh)
                .body(AuditSummary.of(from, to, interval, trail.count(query, interval), fresh));
    }
}
