package io.tokenledger.command.personaldata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.startup.StartupException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class RetentionPropertiesTest {
    private final RetentionProperties retention = new RetentionProperties(Duration.ofDays(31));

    @Test
    void a_month_is_kept_until_all_of_it_is_older_than_the_retention() {
        assertThat(firstKeptMonth("2026-03-31T23:59:59Z")).isEqualTo(YearMonth.of(2026, 2));
        assertThat(firstKeptMonth("2026-04-01T00:00:00Z"))
                .as("1 March began 31 days ago, so February is over")
                .isEqualTo(YearMonth.of(2026, 3));
    }

    @Test
    void the_current_month_is_always_kept() {
        assertThat(firstKeptMonth("2026-01-31T23:59:59Z")).isEqualTo(YearMonth.of(2025, 12));
    }

    @Test
    void a_retention_shorter_than_a_month_stops_the_start() {
        assertThatThrownBy(() -> new RetentionProperties(Duration.ofDays(30)))
                .isInstanceOf(StartupException.class)
                .hasMessage("LEDGER_RETENTION_UNATTRIBUTED must be at least 31d.");
    }

    private YearMonth firstKeptMonth(String now) {
        return retention.firstKeptMonth(Instant.parse(now));
    }
}
