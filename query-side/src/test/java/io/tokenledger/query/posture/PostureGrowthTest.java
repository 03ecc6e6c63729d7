package io.tokenledger.query.posture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.query.Callers;
import io.tokenledger.query.ProjectedHistory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The refused uses of a week are counted without a look at those of other weeks. */
class PostureGrowthTest {
    private static final ProjectedHistory HISTORY = ProjectedHistory.unshared();
    private static final int COPIES = 4;
    private static final Duration WEEK = Duration.ofDays(7);

    private final PostureRepository posture =
            new PostureRepository(HISTORY.database().jdbc());

    @Test
    void a_week_costs_the_same_however_long_the_trail_is() {
        long before = entriesRead();
        HISTORY.prolong(COPIES);

        assertThat(entriesRead()).isLessThanOrEqualTo(before + 10);
    }

    @Test
    void refused_uses_are_counted_once_if_a_clock_was_set_back() {
        Instant from = HISTORY.incident().to().minus(WEEK);
        long before = refused(from);
        assertThat(before).isPositive();

        HISTORY.database().template().update("""
                        UPDATE audit_trail_slot_v2 SET first_position = 1
                        WHERE slot = (SELECT max(slot) FROM audit_trail_slot_v2 WHERE slot < ?::timestamptz)""", HISTORY.incident().to().toString());

        assertThat(refused(from)).isEqualTo(before);
    }

    private long entriesRead() {
        return HISTORY.entriesRead(() -> refused(HISTORY.incident().to().minus(WEEK)));
    }

    private long refused(Instant from) {
        return posture.countRefused(Callers.auditor(), null, from, from.plus(WEEK));
    }
}
