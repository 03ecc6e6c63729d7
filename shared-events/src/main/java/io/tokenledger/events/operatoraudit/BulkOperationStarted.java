package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk operation on API keys started. The event is recorded before the first key changes. Each key's change is an
 * event of its own, whose metadata names the operation.
 *
 * @param act {@code deactivate}, {@code restore} or {@code delete}
 * @param filter filter as the caller sent it; leaked values are recorded as a count only
 * @param matched number of keys that match the filter
 */
@StoredAs("ledger.bulk_act_begun")
public record BulkOperationStarted(
        UUID actId,
        String act,
        Map<String, String> filter,
        @Nullable String reason,
        int matched) implements OperatorAuditEvent {}
