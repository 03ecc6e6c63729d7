package io.tokenledger.query.audittrail;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.limit.Expensive;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.oversight.AuditRead;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.freshness.ReadAnswers;
import io.tokenledger.query.moment.Moments;
import io.tokenledger.query.oversight.Oversight;
import io.tokenledger.query.sql.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a chart of the trail needs: counts by time, action, outcome, key and address. The last seven days unless said. */
@RestController
class SummaryEndpoint {
    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration MOST_HOURS = Duration.ofDays(62);

    private final AuditSummary summary;
    private final AuditFilter filters;
    private final Moments moments;
    private final Oversight oversight;
    private final FreshnessGauge freshness;

    SummaryEndpoint(
            AuditSummary summary, AuditFilter filters, Moments moments, Oversight oversight, FreshnessGauge freshness) {
        this.summary = summary;
        this.filters = filters;
        this.moments = moments;
        this.oversight = oversight;
        this.freshness = freshness;
    }

    @GetMapping("/ledger/audit/summary")
    @Expensive
    @Requires(Action.SELF) // each caller sees what it may
    ResponseEntity<AuditSummary.Summary> summarize(
            @RequestParam(defaultValue = "hour") String interval,
            @Parameter(hidden = true) @RequestParam Map<String, String> given,
            Caller caller,
            Origin origin) {
        Parameters asked = new Parameters(given);
        Instant to = asked.instant("to").orElseGet(() -> moments.now().at().plusMillis(1));
        Instant from = asked.instant("from").orElseGet(() -> to.minus(USUAL));
        if (!interval.equals("hour") && !interval.equals("day")) {
            throw RefusalCode.BAD_VALUE.because("interval is hour or day.");
        }
        if (interval.equals("hour") && Duration.between(from, to).compareTo(MOST_HOURS) > 0) {
            throw RefusalCode.BAD_VALUE.because("For more than 62 days interval is day.");
        }
        Map<String, String> ranged = new HashMap<>(given);
        ranged.put("from", from.toString());
        ranged.put("to", to.toString());
        Parameters parameters = new Parameters(ranged);
        AuditQuestion question = filters.question(parameters, caller, true);
        oversight.record(new AuditRead("summary", parameters.onRecord(AuditFilter.NAMES)), caller, origin);
        Freshness fresh = freshness.of(ProjectionName.AUDIT_TRAIL);
        return ReadAnswers.ok(fresh).body(summary.of(question, interval, from, to, fresh));
    }
}
