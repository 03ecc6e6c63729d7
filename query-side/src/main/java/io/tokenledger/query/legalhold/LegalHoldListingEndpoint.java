package io.tokenledger.query.legalhold;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.resource.LegalHoldResource;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.paging.CursorList;
import io.tokenledger.query.paging.Cursors;
import io.tokenledger.query.paging.Limit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists legal holds. */
@RestController
class LegalHoldListingEndpoint {
    private final LegalHoldListingRepository holds;
    private final Cursors cursors;
    private final ProjectionLag lag;

    LegalHoldListingEndpoint(LegalHoldListingRepository holds, Cursors cursors, ProjectionLag lag) {
        this.holds = holds;
        this.cursors = cursors;
        this.lag = lag;
    }

    @GetMapping("/ledger/legal_holds")
    @Requires(Action.LEGAL_HOLD_READ)
    ResponseEntity<CursorList<LegalHoldResource>> list(
            @Parameter(description = "whether to include released holds, false by default")
                    @RequestParam(defaultValue = "false")
                    boolean released,
            @Parameter(description = Limit.MEANING) @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(description = Cursors.MEANING) @RequestParam(required = false) @Nullable String cursor,
            Caller caller) {
        int size = Limit.of(limit);
        String requested = caller.accountId() + "\nlegal holds\n" + released;
        Long before = cursor == null
                ? null
                : Long.valueOf(cursors.read(requested, cursor).getFirst());
        Freshness fresh = lag.of(ProjectionName.LEGAL_HOLDS);
        return FreshnessHeaders.ok(fresh)
                .body(CursorList.of(
                        holds.newest(released, before, size + 1),
                        size,
                        LegalHoldListingRepository.Listed::hold,
                        row -> cursors.write(requested, List.of(Long.toString(row.position()))),
                        fresh));
    }
}
