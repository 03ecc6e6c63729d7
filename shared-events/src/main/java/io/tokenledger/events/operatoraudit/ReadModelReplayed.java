package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay was begun.
 *
 * @param purpose {@code rebuild}, {@code verify} or {@code sandbox}
 * @param until the last position that a sandbox holds; null for the others, which go as far as there are events
 */
@StoredAs("ledger.replayed")
public record ReadModelReplayed(
        UUID replayId,
        String purpose,
        List<String> projections,
        @Nullable Long until) implements OperatorAuditEvent {}
