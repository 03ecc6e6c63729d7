package io.tokenledger.api.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Blocked writes are limited to 5 s without a byte, and to an average of 8 KiB per second. */
class ClientConnectionTest {
    private static final int RATE = 8 * 1024;

    private final AtomicLong nanos = new AtomicLong();
    private final Bulkhead blockedWrites =
            new BulkheadFactory(new SimpleMeterRegistry()).named("writes", new Bulkhead.Limit(1, 2, 0));
    private final ClientConnection connection = connection("a");

    @Test
    void a_write_that_blocks_takes_a_permit_until_the_client_reads() throws IOException {
        connection.wrote(RATE, false);
        assertThat(blockedWrites.used("a")).isZero();
        connection.wrote(0, true);
        connection.wrote(0, true); // a spurious wakeup
        assertThat(blockedWrites.used("a")).isEqualTo(1);
        connection.wrote(1, false);
        assertThat(blockedWrites.used("a")).isZero();
    }

    @Test
    void past_the_share_of_its_network_a_connection_is_cut_and_stays_cut() throws IOException {
        connection.wrote(0, true);
        ClientConnection another = connection("a");
        assertThatThrownBy(() -> another.wrote(0, true)).isInstanceOf(IOException.class);
        connection.close();
        assertThatThrownBy(() -> another.wrote(1, false)).isInstanceOf(IOException.class);
        connection("a").wrote(0, true);
    }

    @Test
    void a_closed_connection_gives_its_permits_back_and_takes_no_more() throws IOException {
        Bulkhead connections =
                new BulkheadFactory(new SimpleMeterRegistry()).named("connections", new Bulkhead.Limit(1, 1, 0));
        ClientConnection counted = new ClientConnection(
                connections.tryAcquire("a"), () -> blockedWrites.tryAcquire("a"), new WriteAllowance(1, 1), nanos::get);
        counted.close();
        counted.close();
        assertThat(connections.used("a")).isZero();
        assertThatThrownBy(() -> counted.wrote(0, true)).isInstanceOf(IOException.class);
        assertThat(blockedWrites.used("a")).isZero();
    }

    @Test
    void a_client_that_drips_is_cut_after_five_seconds_in_all() throws IOException {
        connection.wrote(0, true);
        for (int second = 1; second <= 5; second++) {
            pass(Duration.ofMillis(990));
            connection.wrote(100, false); // restores 12 ms
            connection.wrote(0, true);
        }
        pass(Duration.ofMillis(990));
        assertThatThrownBy(() -> connection.wrote(100, false)).isInstanceOf(IOException.class);
    }

    @Test
    void a_client_that_reads_at_the_minimum_rate_goes_on() throws IOException {
        connection.wrote(0, true);
        for (int pause = 0; pause < 1_000; pause++) {
            pass(Duration.ofSeconds(4));
            connection.wrote(4 * RATE, false);
            connection.wrote(0, true);
        }
        pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> connection.wrote(0, true)).isInstanceOf(IOException.class);
    }

    @Test
    void what_was_read_quickly_saves_nothing_for_later() throws IOException {
        connection.wrote(1_000 * RATE, false);
        connection.wrote(0, true);
        pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> connection.wrote(1, true)).isInstanceOf(IOException.class);
    }

    @Test
    void one_response_can_have_a_longer_allowance() throws IOException {
        connection.use(new WriteAllowance(Duration.ofSeconds(30).toNanos(), 1024));
        connection.wrote(0, true);
        pass(Duration.ofSeconds(29));
        connection.wrote(RATE, false);
        connection.use(null);
        connection.wrote(0, true);
        pass(Duration.ofSeconds(6));
        assertThatThrownBy(() -> connection.wrote(1, false)).isInstanceOf(IOException.class);
    }

    private ClientConnection connection(String network) {
        return new ClientConnection(
                null,
                () -> blockedWrites.tryAcquire(network),
                new WriteAllowance(Duration.ofSeconds(5).toNanos(), RATE),
                nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
