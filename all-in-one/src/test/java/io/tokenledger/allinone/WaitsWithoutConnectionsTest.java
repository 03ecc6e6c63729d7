package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.operatoraudit.OrderedChanges;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.GenericQueryMessage;
import org.axonframework.queryhandling.QueryBus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A thread that waits for a projection holds no connection, because the projection may need it. */
class WaitsWithoutConnectionsTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void query_handlers_have_no_transaction() throws Exception {
        QueryBus queries = LEDGER.bean(QueryBus.class);
        String name = "probe " + UUID.randomUUID();
        queries.subscribe(name, Boolean.class, query -> TransactionSynchronizationManager.isActualTransactionActive());

        Object hasTransaction = queries.query(
                        new GenericQueryMessage<>("", name, ResponseTypes.instanceOf(Boolean.class)))
                .get()
                .getPayload();

        assertThat(hasTransaction).isEqualTo(false);
    }

    @Test
    void changes_of_one_read_model_wait_for_each_other_before_they_take_a_connection() throws Exception {
        OrderedChanges changes = LEDGER.bean(OrderedChanges.class);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread first = Thread.ofPlatform()
                .start(() -> changes.run(ProjectionName.NOTICES, () -> {
                    begun.countDown();
                    waitFor(end);
                    return UUID.randomUUID();
                }));
        begun.await();
        CountDownLatch second = new CountDownLatch(1);
        Thread waiting = Thread.ofPlatform()
                .start(() -> changes.run(ProjectionName.NOTICES, () -> {
                    second.countDown();
                    return UUID.randomUUID();
                }));

        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        assertThat(LEDGER.jdbc().queryForObject("""
                                SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                                  AND (classid::bigint << 32 | objid::bigint) = hashtext('query_side.notices')""", Long.class)).isZero();
        end.countDown();
        second.await();
        first.join();
        waiting.join();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
