package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
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
import io.tokenledger.query.sql.FilterParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Counts entries by time, action, outcome, key and address, for charts. The default range is the last seven days. */
@RestController
class SummaryEndpoint {
    private static final Duration DEFAULT_RANGE = Duration.ofDays(7);

    private final AuditSummary summary;
    private final AuditFilter filters;
    private final AsOfResolver asOfResolver;
    private final OperatorAuditLog operatorAudit;
    private final ProjectionLag freshness;

    SummaryEndpoint(
            AuditSummary summary,
            AuditFilter filters,
            AsOfResolver asOfResolver,
            OperatorAuditLog operatorAudit,
            ProjectionLag freshness) {
        this.summary = summary;
        this.filters = filters;
        this.asOfResolver = asOfResolver;
        this.operatorAudit = operatorAudit;
        this.freshness = freshness;
    }

    @GetMapping("/ledger/audit/summary")
    @ExpensiveRead
    @Requires(Action.SELF) // the query returns only what the caller may see
    ResponseEntity<AuditSummary.Summary> summarize(
            @RequestParam(defaultValue = "hour") String interval,
            @Parameter(hidden = true) @RequestParam Map<String, String> given,
            Caller caller,
            RequestOrigin origin) {
        FilterParameters requested = new FilterParameters(given);
        Instant to =
                requested.instant("to").orElseGet(() -> asOfResolver.now().at().plusMillis(1));
        Instant from = requested.instant("from").orElseGet(() -> to.minus(DEFAULT_RANGE));
        if (!interval.equals("hour") && !interval.equals("day")) {
            throw ProblemCode.BAD_VALUE.because("'interval' must be hour or day.");
        }
        if (interval.equals("hour") && Duration.between(from, to).compareTo(QueryLimits.MAX_HOURLY_RANGE) > 0) {
            throw ProblemCode.BAD_VALUE.because("'interval' must be day if the range is longer than 62 days.");
        }
        Map<String, String> ranged = new HashMap<>(given);
        ranged.put("from", from.toString());
        ranged.put("to", to.toString());
        FilterParameters parameters = new FilterParameters(ranged);
        AuditQuery query = filters.toQuery(parameters, caller, true);
        operatorAudit.record(new AuditRead("summary", parameters.forAudit(AuditFilter.NAMES)), caller, origin);
        Freshness fresh = freshness.of(ProjectionName.AUDIT_TRAIL);
        return FreshnessHeaders.ok(fresh).body(summary.of(query, interval, from, to, fresh));
    }
}
