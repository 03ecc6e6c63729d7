package io.tokenledger.eventstore.personaldata;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.testsupport.EventStoreUnderTest;
import io.tokenledger.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SubjectKeyConnectionsTest {
    private static final EventStoreUnderTest STORE = new EventStoreUnderTest(TestDatabase.of("events"));

    private final SubjectKeys keys = STORE.bean(DatabaseSubjectKeys.class);
    private final TransactionTemplate transactions =
            new TransactionTemplate(STORE.bean(PlatformTransactionManager.class));

    /** A command, or a projection, needs keys in its transaction. There are more of them than connections for keys. */
    @Test
    void a_transaction_that_has_read_a_key_holds_no_connection_for_keys() throws Exception {
        int callers = 2 * StoreLimits.MAX_SUBJECT_KEY_CONNECTIONS;
        CyclicBarrier eachHasAKey = new CyclicBarrier(callers);
        List<Future<SubjectKey>> found = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                found.add(threads.submit(() -> transactions.execute(status -> {
                    newKey();
                    await(eachHasAKey);
                    return newKey();
                })));
            }
            for (Future<SubjectKey> key : found) {
                assertThat(key.get()).isNotNull();
            }
        }
    }

    @Test
    void a_key_stays_when_the_transaction_that_needed_it_is_rolled_back() {
        UUID subject = UUID.randomUUID();
        SubjectKey key = transactions.execute(status -> {
            status.setRollbackOnly();
            return keys.forWriting(subject).orElseThrow();
        });

        keys.invalidate(subject);

        assertThat(keys.forWriting(subject)).contains(key);
    }

    private SubjectKey newKey() {
        return keys.forWriting(UUID.randomUUID()).orElseThrow();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }
}
