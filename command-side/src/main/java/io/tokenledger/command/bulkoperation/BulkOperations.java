package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.FoundTokens.Found;
import io.tokenledger.command.bulkoperation.BulkOperationResponse.Failure;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.token.TokenOperations;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.eventstore.jdbc.RequestDeadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Applies one action to many keys. The operation is recorded first; then each key changes completely or stays
 * unchanged.
 */
@Component
class BulkOperations {
    /** Action that is applied to each key. */
    enum Act {
        DEACTIVATE("deactivate"),
        RESTORE("restore"),
        DELETE("delete");

        private final String wire;

        Act(String wire) {
            this.wire = wire;
        }
    }

    private final TokenOperations tokens;
    private final StillRefusedKeys stillRefused;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    BulkOperations(TokenOperations tokens, StillRefusedKeys stillRefused) {
        this.tokens = tokens;
        this.stillRefused = stillRefused;
    }

    /**
     * What an operation does to which keys.
     *
     * @param earlier id of the operation that deactivated the keys; null for a deactivation
     * @param filter the selection as it is recorded
     * @param requested ids that the caller gave; null if it gave none
     */
    record Operation(
            Act act,
            @Nullable UUID earlier,
            Map<String, String> filter,
            @Nullable List<UUID> requested) {}

    /** What an operation would change. */
    BulkOperationResponse preview(Operation operation, KeySearch.Result found) {
        return BulkOperationResponse.dryRun(
                found,
                operation.requested(),
                operation.act() == Act.RESTORE ? stillRefused.ifRestored(found.keys()) : List.of());
    }

    /** Begins an operation and changes the keys that were found. */
    BulkOperationResponse perform(Operation operation, KeySearch.Result found, IdempotentWrite write) {
        UUID id = UUID.randomUUID();
        running.add(id);
        try {
            write.send(
                    id,
                    new StartBulkOperation(new BulkOperationStarted(
                            id, operation.act().wire, operation.filter(), write.reason(), found.total())));
            return change(operation, id, List.of(), found, write);
        } finally {
            running.remove(id);
        }
    }

    /**
     * Continues an operation that was interrupted. Keys that it has changed already stay as they are. If the first request
     * still runs in another process, both change the remaining keys, with the same result.
     *
     * @param done keys that it has changed
     * @param found keys that it would select now
     */
    BulkOperationResponse resume(
            Operation operation, UUID id, List<Found> done, KeySearch.Result found, IdempotentWrite write) {
        if (!running.add(id)) {
            throw ProblemCode.REQUEST_IN_PROGRESS.because(
                    "This request has begun the operation %1$s, which is in progress. GET /ledger/tokens/deactivations/%1$s"
                            + " shows each key.",
                    id);
        }
        try {
            return change(operation, id, done, found, write);
        } finally {
            running.remove(id);
        }
    }

    private BulkOperationResponse change(
            Operation operation, UUID id, List<Found> done, KeySearch.Result found, IdempotentWrite write) {
        Map<String, String> metadata = write.metadata();
        metadata.put(EventMetadata.BULK_ACT_ID, id.toString());
        Set<UUID> before = done.stream().map(Found::id).collect(Collectors.toSet());
        List<Found> keys = new ArrayList<>(done);
        List<Failure> failed = new ArrayList<>();
        for (Found key : found.keys()) {
            if (!before.contains(key.id())) {
                RequestDeadline.renew();
                keys.add(key);
                change(operation, key.id(), write.reason(), metadata).ifPresent(failed::add);
            }
        }
        int changed = keys.size() - failed.size();
        Act act = operation.act();
        return new BulkOperationResponse(
                id,
                false,
                keys.size(),
                act == Act.DEACTIVATE ? changed : 0,
                act == Act.RESTORE ? changed : 0,
                act == Act.DELETE ? changed : 0,
                failed,
                act == Act.RESTORE ? stillRefused.afterRestoration(keys, ids(failed)) : List.of(),
                keys,
                BulkOperationResponse.notFound(keys, operation.requested()),
                found.position(),
                found.usesDroppedBefore());
    }

    private static Set<UUID> ids(List<Failure> failed) {
        return failed.stream().map(Failure::id).collect(Collectors.toSet());
    }

    /** Changes one key; returns why it may be unchanged. */
    private Optional<Failure> change(
            Operation operation, UUID key, @Nullable String reason, Map<String, String> metadata) {
        try {
            perform(operation.act(), operation.earlier(), key, reason, metadata);
            return Optional.empty();
        } catch (ProblemException refused) {
            return Optional.of(
                    refused.problem().code().status() == 503
                            ? unknown(key)
                            : new Failure(
                                    key,
                                    refused.problem().code().wire(),
                                    refused.problem().message()));
        } catch (RuntimeException failure) {
            return Optional.of(unknown(key));
        }
    }

    private static Failure unknown(UUID key) {
        return new Failure(
                key,
                ProblemCode.STORE_UNAVAILABLE.wire(),
                "The result for this key is unknown. Read the key, then repeat the operation if needed.");
    }

    private void perform(
            Act act, @Nullable UUID earlier, UUID key, @Nullable String reason, Map<String, String> metadata) {
        switch (act) {
            case DEACTIVATE -> tokens.deactivate(key, reason, metadata);
            case RESTORE -> tokens.restore(key, Objects.requireNonNull(earlier), reason, metadata);
            case DELETE -> tokens.delete(key, Objects.requireNonNull(earlier), metadata);
        }
    }
}
