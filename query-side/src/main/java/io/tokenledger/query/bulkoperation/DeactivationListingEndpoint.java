package io.tokenledger.query.bulkoperation;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.asof.AsOfResolver;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lists bulk operations, and shows for each the current state of its keys and their refused uses since. */
@RestController
@Requires(Action.SELF) // the queries return only what the caller may see
class DeactivationListingEndpoint {
    private static final Set<ProjectionName> OPERATION_SOURCES = Set.of(ProjectionName.AUDIT_TRAIL);
    private static final Set<ProjectionName> KEY_SOURCES = Set.of(
            ProjectionName.AUDIT_TRAIL,
            ProjectionName.TOKEN_LISTING,
            ProjectionName.ACCOUNT_LISTING,
            ProjectionName.ORGANIZATION_LISTING);

    private final BulkOperationRepository operations;
    private final AsOfResolver asOfResolver;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;

    DeactivationListingEndpoint(
            BulkOperationRepository operations,
            AsOfResolver asOfResolver,
            ProjectionLag freshness,
            ProjectionBarrier barrier) {
        this.operations = operations;
        this.asOfResolver = asOfResolver;
        this.freshness = freshness;
        this.barrier = barrier;
    }

    /**
     * A bulk operation.
     *
     * @param act kind of the operation
     * @param matched number of keys that matched its filter
     */
    record BulkOperationEntry(
            UUID id,
            String act,
            @Nullable String reason,
            Instant time,
            @Nullable UUID actorId,
            int matched) {}

    /** The newest hundred bulk operations. */
    record BulkOperationList(List<BulkOperationEntry> items) {}

    /**
     * A key of the bulk operation.
     *
     * @param refusedUses number of refused uses since the operation
     * @param lastRefusedAt time of the last refused use; null if there is none
     * @param addresses addresses of the refused uses, at most ten, those with the most uses first
     */
    record BulkOperationKey(
            UUID id,
            String name,
            UUID ownerId,
            boolean active,
            boolean deleted,
            long refusedUses,
            @Nullable Instant lastRefusedAt,
            List<String> addresses) {}

    /**
     * A restoration or deletion of keys that an earlier operation deactivated.
     *
     * @param act restore or delete
     * @param reason its reason; null if it has none that the caller may see
     * @param keys number of keys that it changed and that the caller may see
     */
    record LaterOperation(
            UUID id,
            String act,
            @Nullable String reason,
            Instant time,
            @Nullable UUID actorId,
            int keys) {}

    /**
     * What has become of a bulk operation.
     *
     * @param later restorations and deletions of its keys, oldest first; at most one hundred
     */
    record BulkOperationStatus(
            BulkOperationEntry deactivation,
            long refusedUses,
            List<BulkOperationKey> tokens,
            List<LaterOperation> later) {}

    /** The caller's bulk operations; all bulk operations for a caller with {@code LEDGER_READ}. */
    @GetMapping("/ledger/tokens/deactivations")
    ResponseEntity<BulkOperationList> list(Caller caller) {
        Freshness fresh = freshness.of(OPERATION_SOURCES);
        return FreshnessHeaders.ok(fresh).body(new BulkOperationList(operations.newest(caller, Action.LEDGER_READ)));
    }

    @GetMapping("/ledger/tokens/deactivations/{actId}")
    ResponseEntity<BulkOperationStatus> watch(@PathVariable UUID actId, Caller caller) {
        Freshness fresh = barrier.requireCurrent(KEY_SOURCES);
        BulkOperationEntry act = operations
                .find(actId, caller, Action.LEDGER_READ)
                .orElseThrow(() -> ProblemCode.NOT_FOUND.because("There is no such deactivation."));
        AsOf now = asOfResolver.now();
        List<BulkOperationKey> tokens = operations.keys(actId, caller, now);
        return FreshnessHeaders.ok(fresh)
                .body(new BulkOperationStatus(
                        act,
                        tokens.stream().mapToLong(BulkOperationKey::refusedUses).sum(),
                        tokens,
                        operations.later(actId, caller, Action.LEDGER_READ, now)));
    }
}
