package io.tokenledger.eventstore.useevents;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long uses are kept.
 *
 * @param uses time that uses are kept at least; they are dropped by calendar month. Null: forever
 */
@ConfigurationProperties("ledger.retention")
public record UseRetentionProperties(@Nullable Duration uses) {
    public UseRetentionProperties {
        if (uses != null && uses.compareTo(StoreLimits.MIN_USE_RETENTION) < 0) {
            throw new StartupException(
                    "LEDGER_RETENTION_USES must be at least " + StoreLimits.MIN_USE_RETENTION.toDays() + "d.");
        }
    }

    /** The beginning of the first month that must be kept; null if all are kept. */
    public @Nullable Instant firstKept(Instant now) {
        return uses == null ? null : firstKept(now, uses);
    }

    /** The beginning of the first month that a retention keeps, in UTC. */
    public static Instant firstKept(Instant now, Duration retention) {
        return YearMonth.from(now.minus(retention).atZone(ZoneOffset.UTC))
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
