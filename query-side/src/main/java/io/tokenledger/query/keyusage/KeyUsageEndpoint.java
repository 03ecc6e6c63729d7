package io.tokenledger.query.keyusage;

import io.swagger.v3.oas.annotations.Parameter;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.limit.ExpensiveRead;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SnapshotReads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how a key was used lately, so that its owner knows what stops working without it. */
@RestController
class KeyUsageEndpoint {
    private static final Set<ProjectionName> SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.HISTORY,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final KeyUsageRepository usage;
    private final AsOfResolver asOfResolver;
    private final ProjectionBarrier barrier;
    private final SnapshotReads snapshots;

    KeyUsageEndpoint(
            KeyUsageRepository usage, AsOfResolver asOfResolver, ProjectionBarrier barrier, SnapshotReads snapshots) {
        this.usage = usage;
        this.asOfResolver = asOfResolver;
        this.barrier = barrier;
        this.snapshots = snapshots;
    }

    @GetMapping("/ledger/tokens/{id}/usage")
    @ExpensiveRead
    @Requires(Action.SELF) // only of keys that the caller may see
    ResponseEntity<KeyUsage> usage(
            @PathVariable UUID id,
            @Parameter(description = "number of days, from 1 to 90, today included") @RequestParam(defaultValue = "30")
                    int days,
            Caller caller) {
        if (days < 1 || days > QueryLimits.MAX_USAGE_DAYS) {
            throw ProblemCode.BAD_VALUE.because("'days' must be from 1 to %d.", QueryLimits.MAX_USAGE_DAYS);
        }
        Freshness fresh = barrier.requireCurrent(SOURCES);
        return FreshnessHeaders.ok(fresh).body(snapshots.read(() -> read(id, days, caller, barrier.inSnapshot(fresh))));
    }

    private KeyUsage read(UUID id, int days, Caller caller, Freshness fresh) {
        AsOf now = asOfResolver.now();
        UUID owner = usage.owner(id, caller, now)
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
        Instant from = now.at().truncatedTo(ChronoUnit.DAYS).minus(days - 1, ChronoUnit.DAYS);
        Instant dropped = sumsEnd(fresh, caller, owner, from);
        KeyUsageRepository.Totals totals = usage.totals(id, from, dropped, caller);
        return new KeyUsage(
                id,
                from,
                totals.accepted(),
                totals.refused(),
                totals.lastAcceptedAt(),
                totals.lastRefusedAt(),
                usage.days(id, from, dropped, caller),
                usage.clients(id, from, caller),
                fresh);
    }

    /**
     * The end of the time for which sums replace dropped uses. Which of them a member of an organization may see can no longer
     * be told, so only the owner and callers who may read all keys get sums.
     */
    private static Instant sumsEnd(Freshness fresh, Caller caller, UUID owner, Instant none) {
        Instant dropped = fresh.usesDroppedBefore();
        return dropped != null && (caller.accountId().equals(owner) || caller.may(Action.TOKEN_READ)) ? dropped : none;
    }
}
