package io.tokenledger.query.audittrail;

import io.tokenledger.access.authorization.Action;
import io.tokenledger.access.authorization.Requires;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.oversight.AuditRead;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.freshness.ReadAnswers;
import io.tokenledger.query.moment.Moments;
import io.tokenledger.query.oversight.Oversight;
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

/** The events of one API key in order, uses and refusals included. Who looks at another's key is put on record. */
@RestController
class TimelineEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING,
            ProjectionName.TOKEN_LISTING);

    private final AuditTrail trail;
    private final Moments moments;
    private final Oversight oversight;
    private final Cursors cursors;
    private final FreshnessGauge freshness;
    private final ProjectionBarrier barrier;

    TimelineEndpoint(
            AuditTrail trail,
            Moments moments,
            Oversight oversight,
            Cursors cursors,
            FreshnessGauge freshness,
            ProjectionBarrier barrier) {
        this.trail = trail;
        this.moments = moments;
        this.oversight = oversight;
        this.cursors = cursors;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    @GetMapping("/ledger/tokens/{id}/timeline")
    @Requires(Action.SELF)
    ResponseEntity<CursorList<AuditRow>> timeline(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            Origin origin) {
        int size = Limit.of(limit);
        String asked = caller.accountId() + "\n" + id;
        long after =
                cursor == null ? 0 : Long.parseLong(cursors.read(asked, cursor).getFirst());
        Freshness fresh = freshness.of(SOURCES);
        UUID owner = barrier.find(SOURCES, () -> trail.ownerOf(id, caller, moments.now()))
                .orElseThrow(() -> RefusalCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        if (!owner.equals(caller.accountId())) {
            oversight.record(new AuditRead("timeline", Map.of("token", id.toString())), caller, origin);
        }
        SqlConditions ofKey = new SqlConditions();
        ofKey.and("r.token_id = ?", id);
        if (!owner.equals(caller.accountId())) {
            VisibleAccounts.restrictEntries(ofKey, "r", caller);
        }
        AuditQuestion question = new AuditQuestion(
                List.of(AuditSources.all(true)),
                new AuditFilter.Asked(ofKey, true, 0, Long.MAX_VALUE),
                VisibleOrigins.of("r", caller),
                true);
        return ReadAnswers.ok(fresh)
                .body(CursorList.of(
                        trail.page(question, after, size + 1, AuditQuestion.Names.NOW),
                        size,
                        row -> row,
                        row -> cursors.write(asked, List.of(Long.toString(row.position()))),
                        fresh));
    }
}
