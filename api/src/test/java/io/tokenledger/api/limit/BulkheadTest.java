package io.tokenledger.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void one_key_gets_its_share_and_all_keys_get_the_total() {
        Bulkhead bulkhead = new Bulkhead("test", new Bulkhead.Limit(2, 3, 0));

        assertThat(bulkhead.tryAcquire("a")).isNotNull();
        Bulkhead.Permit second = bulkhead.tryAcquire("a");
        assertThat(second).isNotNull();
        assertThat(bulkhead.tryAcquire("a")).as("the share of a").isNull();
        assertThat(bulkhead.tryAcquire("b")).isNotNull();
        assertThat(bulkhead.tryAcquire("c")).as("the total").isNull();
        assertThat(bulkhead.used()).isEqualTo(3);
        assertThat(bulkhead.rejected()).isEqualTo(2);

        second.close();
        second.close();
        assertThat(bulkhead.used()).as("closed twice, released once").isEqualTo(2);
        assertThat(bulkhead.tryAcquire("c")).isNotNull();
        assertThat(bulkhead.tryAcquire("a")).isNull();
    }

    @Test
    void a_request_can_have_wider_bounds_than_others() {
        Bulkhead.Limit all = new Bulkhead.Limit(1, 2, 0);
        Bulkhead bulkhead = new Bulkhead("test", all);

        assertThat(bulkhead.tryAcquire("a", all.withMaxTotal(1), Duration.ZERO)).isNotNull();
        assertThat(bulkhead.tryAcquire("b", all.withMaxTotal(1), Duration.ZERO)).isNull();
        assertThat(bulkhead.tryAcquire("b", all, Duration.ZERO)).isNotNull();
    }

    @Test
    void a_waiting_request_gets_the_permit_that_is_released() {
        Bulkhead bulkhead = new Bulkhead("test", new Bulkhead.Limit(1, 1, 1));
        Bulkhead.Permit first = bulkhead.tryAcquire("a");
        CompletableFuture<Bulkhead.Permit> waiting =
                CompletableFuture.supplyAsync(() -> bulkhead.tryAcquire("b", LONG));
        awaitWaiting(bulkhead);

        assertThat(bulkhead.tryAcquire("c", LONG)).as("no place to wait").isNull();
        first.close();
        assertThat(waiting.join()).isNotNull();
        assertThat(bulkhead.used("b")).isEqualTo(1);
    }

    @Test
    void a_request_whose_key_is_at_its_limit_lets_others_pass() {
        Bulkhead bulkhead = new Bulkhead("test", new Bulkhead.Limit(1, 2, 2));
        Bulkhead.Permit first = bulkhead.tryAcquire("a");
        CompletableFuture<Bulkhead.Permit> waiting =
                CompletableFuture.supplyAsync(() -> bulkhead.tryAcquire("a", LONG));
        awaitWaiting(bulkhead);

        assertThat(bulkhead.tryAcquire("b")).isNotNull();
        first.close();
        assertThat(waiting.join()).isNotNull();
    }

    @Test
    void waiting_ends() {
        Bulkhead bulkhead = new Bulkhead("test", new Bulkhead.Limit(1, 1, 1));
        assertThat(bulkhead.tryAcquire("a")).isNotNull();
        assertThat(bulkhead.tryAcquire("a", Duration.ofMillis(1))).isNull();
        assertThat(bulkhead.waiting()).isZero();
    }

    private static void awaitWaiting(Bulkhead bulkhead) {
        while (bulkhead.waiting() == 0) {
            Thread.onSpinWait();
        }
    }
}
