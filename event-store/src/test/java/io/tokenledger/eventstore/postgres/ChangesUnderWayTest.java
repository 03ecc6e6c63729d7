package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class ChangesUnderWayTest {
    /** A wait that is not ended by a change would last longer than the test may. */
    private final ChangesUnderWay changes = new ChangesUnderWay(Duration.ofDays(1));

    @Test
    void a_change_that_has_ended_is_not_waited_for() {
        changes.append(() -> {});

        changes.awaitMoreThan(0);

        assertThat(changes.ended()).isEqualTo(1);
    }

    @Test
    void a_reader_waits_for_the_next_change() throws Exception {
        changes.append(() -> {});
        Thread reader = read(1);
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        changes.append(() -> {});

        reader.join();
    }

    @Test
    void a_change_is_under_way_until_its_unit_of_work_has_committed() throws Exception {
        UnitOfWork<?> unitOfWork = appending();
        List<Long> ended = new ArrayList<>();
        unitOfWork.onCommit(committing -> ended.add(changes.ended())); // handlers run in reverse order
        Thread reader = read(0);

        unitOfWork.commit();

        reader.join();
        assertThat(ended).containsExactly(0L);
        assertThat(changes.ended()).isEqualTo(1);
    }

    @Test
    void what_follows_a_commit_is_not_waited_for() {
        UnitOfWork<?> unitOfWork = appending();
        List<Long> ended = new ArrayList<>();
        unitOfWork.afterCommit(committed -> ended.add(changes.ended()));

        unitOfWork.commit();

        assertThat(ended).containsExactly(1L);
    }

    @Test
    void a_change_whose_commit_fails_is_not_under_way() {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("change"));
        unitOfWork.onCommit(committing -> {
            throw new IllegalStateException("lost");
        });
        unitOfWork.onCommit(committing -> changes.append(() -> {}));

        assertThatThrownBy(unitOfWork::commit).hasMessage("lost");

        changes.awaitMoreThan(0);
        assertThat(changes.ended()).isEqualTo(1);
    }

    /** As the event store appends: in the last phase before the commit. */
    private UnitOfWork<?> appending() {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("change"));
        unitOfWork.onPrepareCommit(preparing -> preparing.onCommit(committing -> changes.append(() -> {})));
        return unitOfWork;
    }

    @Test
    void a_change_that_fails_is_not_under_way() {
        assertThatThrownBy(() -> changes.append(() -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");

        changes.awaitMoreThan(0);
    }

    @Test
    void a_wait_is_limited() {
        new ChangesUnderWay(Duration.ofNanos(1)).awaitMoreThan(0);
    }

    private Thread read(long known) {
        return Thread.ofPlatform().daemon().start(() -> changes.awaitMoreThan(known));
    }
}
