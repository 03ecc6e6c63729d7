package io.tokenledger.query.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.EventProcessingModule;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ProjectionAwaiterTest {
    /** Fails on the first call. Reports no positions afterwards, as if the processors were far behind. */
    private static final class Away extends ProcessorPositions {
        private final AtomicInteger looks = new AtomicInteger();

        Away() {
            super(new EventProcessingModule(), JdbcClient.create(new DriverManagerDataSource()));
        }

        @Override
        Map<String, Long> of(Collection<String> processors) {
            if (looks.incrementAndGet() == 1) {
                throw new QueryTimeoutException("the store says nothing");
            }
            return Map.of();
        }
    }

    @Test
    void polling_stops_for_a_write_that_failed_because_the_store_is_unavailable() {
        Away positions = new Away();
        ProjectionAwaiter listings = new ProjectionAwaiter(positions);
        assertThat(listings.reached("a-listing", 9, Duration.ofMinutes(1))).isCompletedExceptionally();

        assertThat(listings.reached("a-listing", 9, Duration.ofMillis(50)).join())
                .isFalse();

        AtomicInteger before = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(100))
                .until(() -> positions.looks.get() == before.getAndSet(positions.looks.get()));
    }
}
