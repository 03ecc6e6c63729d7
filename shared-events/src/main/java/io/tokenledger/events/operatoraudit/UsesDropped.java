package io.tokenledger.events.operatoraudit;

import io.tokenledger.events.StoredAs;
import java.time.Instant;

/**
 * Uses were dropped after their retention. Their sums are in events of the type
 * {@link io.tokenledger.events.retention.TokenUsesSummarized}. Uses that a legal hold or an organization keeps remain.
 *
 * @param before the dropped uses ended before this instant, the beginning of a month in UTC
 * @param firstPosition first position of the partition that had them
 * @param endPosition first position after the partition
 * @param uses number of dropped uses
 * @param entries number of dropped events, each of which counted at least one use
 * @param keys number of API keys whose uses were dropped
 */
@StoredAs("ledger.uses_dropped")
public record UsesDropped(Instant before, long firstPosition, long endPosition, long uses, long entries, int keys)
        implements OperatorAuditEvent {}
