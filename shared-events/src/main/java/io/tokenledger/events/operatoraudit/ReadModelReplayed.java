package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.Plain;
import io.tokenledger.events.StoredAs;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A replay started.
 *
 * @param purpose {@code rebuild}, {@code verify} or {@code sandbox}
 * @param until last position of a sandbox; null for other replays, which include all events
 */
@StoredAs("ledger.replayed")
public record ReadModelReplayed(
        UUID replayId,
        @Plain String purpose,
        @Plain List<String> projections,
        @Nullable Long until) implements OperatorAuditEvent {}
