package io.tokenledger.query.audittrail;

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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The events of one API key in order, uses and refusals included. */
@RestController
class TimelineEndpoint {
    private final AuditTrail trail;
    private final Cursors cursors;
    private final FreshnessGauge freshness;

    TimelineEndpoint(AuditTrail trail, Cursors cursors, FreshnessGauge freshness) {
        this.trail = trail;
        this.cursors = cursors;
        this.freshness = freshness;
    }

    @GetMapping("/ledger/tokens/{id}/timeline")
    @Requires(Action.SELF)
    ResponseEntity<CursorList<AuditRow>> timeline(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        int size = Limit.of(limit);
        String question = caller.accountId() + "\n" + id;
        long after = cursor == null
                ? 0
                : Long.parseLong(cursors.read(question, cursor).getFirst());
        Freshness fresh = freshness.of(AuditTrailProjection.NAME);
        if (!trail.isVisible(id, caller)) {
            throw RefusalCode.TOKEN_NOT_FOUND.because("There is no such API key.");
        }
        List<AuditRow> rows = trail.timeline(id, after, size + 1);
        return ReadAnswers.ok(fresh)
                .body(CursorList.of(
                        rows,
                        size,
                        row -> row,
                        row -> cursors.write(question, List.of(Long.toString(row.position()))),
                        fresh));
    }
}
