package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody acts on many API keys at once. Recorded before the first of them; what happens to each is an event of its own,
 * whose metadata names the act.
 *
 * @param act {@code deactivate}, {@code restore} or {@code delete}
 * @param filter which keys, as it was given; of leaked values nothing but their number
 * @param matched how many keys the filter found
 */
@StoredAs("ledger.bulk_act_begun")
public record BulkOperationStarted(
        UUID actId,
        String act,
        Map<String, String> filter,
        @Nullable String reason,
        int matched) implements OperatorAuditEvent {}
