package io.tokenledger.command.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PasswordHashingQueueTest {
    private static final int FLOOD = 40;
    private static final int SHARE = 8;

    private final PasswordHashingQueue queue = new PasswordHashingQueue(new BulkheadFactory(new SimpleMeterRegistry()));
    private final CountDownLatch rejected = new CountDownLatch(FLOOD - SHARE);
    private final Queue<ProblemException> rejections = new ConcurrentLinkedQueue<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger maxAtOnce = new AtomicInteger();

    @Test
    void a_network_that_floods_gets_429_and_another_one_its_turn() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < FLOOD; i++) {
                threads.submit(this::flood);
            }
            assertThat(rejected.await(60, TimeUnit.SECONDS)).isTrue();
            Future<Integer> other = threads.submit(() -> queue.compute("elsewhere", false, () -> 2));
            release.countDown();

            assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        }
        assertThat(rejections).hasSize(FLOOD - SHARE).allSatisfy(refused -> {
            assertThat(refused.problem().code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
            assertThat(refused.problem().retryAfterSeconds()).isPositive();
        });
        assertThat(maxAtOnce).hasValueLessThanOrEqualTo(2);
        assertThat(queue.compute("flood", false, () -> 3)).isEqualTo(3);
    }

    @Test
    void networks_with_refused_sign_ins_leave_places_for_the_others() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch full = new CountDownLatch(FLOOD - 13);
            for (int i = 0; i < FLOOD; i++) {
                Object network = "spraying" + i % 8;
                threads.submit(() -> {
                    try {
                        return queue.compute(network, true, this::hash);
                    } catch (ProblemException refused) {
                        full.countDown();
                        return 0;
                    }
                });
            }
            assertThat(full.await(60, TimeUnit.SECONDS)).isTrue();
            Future<Integer> other = threads.submit(() -> queue.compute("elsewhere", false, () -> 2));
            release.countDown();

            assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        }
    }

    @Test
    void a_hash_that_fails_gives_its_place_back() {
        for (int i = 0; i < FLOOD; i++) {
            assertThatThrownBy(() -> queue.compute("one", false, () -> {
                        throw new IllegalStateException("no encoder");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private void flood() {
        try {
            queue.compute("flood", false, this::hash);
        } catch (ProblemException refused) {
            rejections.add(refused);
            rejected.countDown();
        }
    }

    /** Blocks until the test releases it. */
    private int hash() {
        maxAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            return release.await(60, TimeUnit.SECONDS) ? 1 : 0;
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        } finally {
            atOnce.decrementAndGet();
        }
    }
}
