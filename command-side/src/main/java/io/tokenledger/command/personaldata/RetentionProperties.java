package io.tokenledger.command.personaldata;

import io.tokenledger.command.CommandLimits;
import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long data is kept.
 *
 * @param unattributed time that personal texts about no known account are kept at least, such as the address of a use of
 *     an unknown key; they are erased by calendar month
 */
@ConfigurationProperties("ledger.retention")
record RetentionProperties(@DefaultValue("400d") Duration unattributed) {
    RetentionProperties {
        if (unattributed.compareTo(CommandLimits.MIN_UNATTRIBUTED_RETENTION) < 0) {
            throw new StartupException("LEDGER_RETENTION_UNATTRIBUTED must be at least "
                    + CommandLimits.MIN_UNATTRIBUTED_RETENTION.toDays() + "d.");
        }
    }

    /** The first month that must be kept: earlier ones ended before the retention began. */
    YearMonth firstKeptMonth(Instant now) {
        return YearMonth.from(now.minus(unattributed).atZone(ZoneOffset.UTC));
    }
}
