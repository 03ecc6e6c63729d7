package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Personal;
import io.tokenledger.events.Plain;
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
        @Plain String act,
        @Personal Map<String, String> filter,
        @Personal @Nullable String reason,
        int matched)
        implements OperatorAuditEvent {
    /** The account that the selection names; otherwise the operation, because its texts may be about several accounts. */
    @Override
    public UUID dataSubject() {
        String account = filter.getOrDefault("offboarding", filter.get("owner"));
        try {
            return account == null ? actId : UUID.fromString(account);
        } catch (IllegalArgumentException noId) {
            return actId;
        }
    }
}
