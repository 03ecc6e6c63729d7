package io.tokenledger.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.junit.jupiter.api.Test;

class CommandTransactionsTest {
    private static final int IN_LANE = 2;
    private static final int LONGEST_QUEUE = 64;

    private final CommandTransactions transactions =
            new CommandTransactions(NoTransactionManager.instance(), 4 * IN_LANE);

    private record Change(@TargetAggregateIdentifier String subject) {}

    @Test
    void whoever_finds_a_full_queue_for_a_subject_is_refused_at_once_and_other_subjects_go_on() throws Exception {
        List<Transaction> underWay = new ArrayList<>();
        for (int i = 0; i < IN_LANE; i++) {
            underWay.add(begin("crowded"));
        }
        AtomicInteger done = new AtomicInteger();
        List<Thread> queue = new ArrayList<>();
        for (int i = 0; i < LONGEST_QUEUE; i++) {
            Thread waiting = Thread.ofPlatform().daemon().start(() -> {
                begin("crowded").commit();
                done.incrementAndGet();
            });
            await().pollInterval(Duration.ofMillis(1)).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            queue.add(waiting);
        }

        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> begin("crowded"))
                .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.STORE_UNAVAILABLE));
        assertThat(done).hasValue(0);
        begin("lonely").commit();

        underWay.forEach(Transaction::commit);
        for (Thread waiting : queue) {
            waiting.join();
        }
        assertThat(done).hasValue(LONGEST_QUEUE);
        begin("crowded").commit();
    }

    private Transaction begin(String subject) {
        UnitOfWork<?> command = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(new Change(subject)));
        try {
            return transactions.startTransaction();
        } finally {
            command.rollback();
        }
    }
}
