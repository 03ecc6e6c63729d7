package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class ChangesUnderWayTest {
    /** A wait that is not ended by a change would last longer than the test may. */
    private static final long FOREVER = Duration.ofDays(1).toNanos();

    private final ChangesUnderWay changes = new ChangesUnderWay();

    @Test
    void a_change_that_has_ended_is_not_waited_for() {
        changes.append(() -> {});

        changes.awaitMoreThan(0, FOREVER);

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
    void a_reader_waits_until_the_unit_of_work_of_the_last_change_has_ended() throws Exception {
        UnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("change"));
        changes.append(() -> {});
        Thread reader = read(0);
        Thread other = Thread.startVirtualThread(() -> changes.append(() -> {}));
        other.join();
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);
        assertThat(changes.ended()).isEqualTo(1);

        unitOfWork.rollback();

        reader.join();
        assertThat(changes.ended()).isEqualTo(2);
    }

    @Test
    void a_change_that_fails_is_not_under_way() {
        assertThatThrownBy(() -> changes.append(() -> {
                    throw new IllegalStateException("full");
                }))
                .hasMessage("full");

        changes.awaitMoreThan(0, FOREVER);
    }

    @Test
    void a_wait_is_limited() {
        changes.awaitMoreThan(0, 1);
    }

    private Thread read(long known) {
        return Thread.ofPlatform().daemon().start(() -> changes.awaitMoreThan(known, FOREVER));
    }
}
