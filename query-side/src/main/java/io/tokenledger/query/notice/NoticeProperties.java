package io.tokenledger.query.notice;

import io.tokenledger.domain.NoticeSchedule;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of notices about keys that stop working.
 *
 * @param daysBefore days before an expiry at which its notices are due; 0 is the day of the expiry
 * @param interval time between two searches for notices that are due
 */
@ConfigurationProperties("ledger.notices")
record NoticeProperties(
        @DefaultValue({"30", "7", "1", "0"}) Set<Integer> daysBefore,
        @DefaultValue("5m") Duration interval) {
    private static final int MAX_DAYS = 365;

    NoticeProperties {
        if (daysBefore.stream().anyMatch(days -> days < 0 || days > MAX_DAYS)) {
            throw new IllegalArgumentException("LEDGER_NOTICES_DAYS_BEFORE must list numbers from 0 to 365.");
        }
        if (interval.compareTo(Duration.ofMillis(100)) < 0) {
            throw new IllegalArgumentException("LEDGER_NOTICES_INTERVAL must be at least 100ms.");
        }
    }

    NoticeSchedule expirySchedule() {
        return new NoticeSchedule(daysBefore);
    }
}
