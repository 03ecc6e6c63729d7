package io.tokenledger.command.bulkoperation;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.query.FoundTokens.Found;
import io.tokenledger.api.verify.ActorMetadata;
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
import java.util.UUID;
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

    BulkOperations(TokenOperations tokens) {
        this.tokens = tokens;
    }

    /** @param earlier id of the operation that deactivated the keys; null for a deactivation */
    BulkOperationResponse perform(
            Act act,
            @Nullable UUID earlier,
            Map<String, String> filter,
            @Nullable String reason,
            KeySearch.Result found,
            IdempotentWrite write) {
        List<Found> keys = found.keys();
        UUID id = UUID.randomUUID();
        write.send(id, new StartBulkOperation(new BulkOperationStarted(id, act.wire, filter, reason, keys.size())));
        Map<String, String> metadata = ActorMetadata.of(write.caller(), write.origin());
        metadata.put(EventMetadata.BULK_ACT_ID, id.toString());
        List<Failure> failed = new ArrayList<>();
        for (Found key : keys) {
            RequestDeadline.renew();
            try {
                perform(act, earlier, key.id(), reason, metadata);
            } catch (ProblemException refused) {
                failed.add(
                        refused.problem().code().status() == 503
                                ? unknown(key.id())
                                : new Failure(
                                        key.id(),
                                        refused.problem().code().wire(),
                                        refused.problem().message()));
            } catch (RuntimeException failure) {
                failed.add(unknown(key.id()));
            }
        }
        int done = keys.size() - failed.size();
        return new BulkOperationResponse(
                id,
                false,
                keys.size(),
                act == Act.DEACTIVATE ? done : 0,
                act == Act.RESTORE ? done : 0,
                act == Act.DELETE ? done : 0,
                failed,
                keys,
                found.position());
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
