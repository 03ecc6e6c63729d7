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
    private static final ChangesUnderWay.Seen NONE = new ChangesUnderWay.Seen(0, 0);

    /** A wait that is not ended by a change would last longer than the test may. A notification shortens it to 1 ms. */
    private final ChangesUnderWay changes = new ChangesUnderWay(Duration.ofDays(1), Duration.ofMillis(1));

    @Test
    void a_change_that_has_ended_is_not_waited_for() {
        changes.append(() -> {});

        assertThat(changes.awaitMoreThan(NONE)).isTrue();

        assertThat(changes.seen().ended()).isEqualTo(1);
    }

    @Test
    void a_reader_waits_for_the_next_change() throws Exception {
        changes.append(() -> {});
        Thread reader = read(changes.seen());
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        changes.append(() -> {});

        reader.join();
    }

    @Test
    void a_notification_shortens_a_wait_that_has_begun() throws Exception {
        Thread reader = read(NONE);
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        changes.countNotification();

        reader.join();
    }

    @Test
    void a_notification_does_not_end_a_wait() throws Exception {
        ChangesUnderWay both = new ChangesUnderWay(Duration.ofDays(1), Duration.ofDays(1));
        both.countNotification();
        Thread reader = Thread.ofPlatform().daemon().start(() -> both.awaitMoreThan(NONE));
        await().until(() -> reader.getState() == Thread.State.TIMED_WAITING);

        both.append(() -> {});

        reader.join();
    }

    @Test
    void a_notification_since_the_last_read_shortens_the_next_wait() {
        changes.countNotification();

        changes.awaitMoreThan(NONE);
    }

    @Test
    void a_change_is_under_way_until_its_unit_of_work_has_committed() throws Exception {
        UnitOfWork<?> unitOfWork = appending();
        List<Long> ended = new ArrayList<>();
        unitOfWork.onCommit(committing -> ended.add(changes.seen().ended())); // handlers run in reverse order
        Thread reader = read(NONE);

        unitOfWork.commit();

        reader.join();
        assertThat(ended).containsExactly(0L);
        assertThat(changes.seen().ended()).isEqualTo(1);
    }

    @Test
    void what_follows_a_commit_is_not_waited_for() {
        UnitOfWork<?> unitOfWork = appending();
        List<Long> ended = new ArrayList<>();
        unitOfWork.afterCommit(committed -> ended.add(changes.seen().ended()));

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

        changes.awaitMoreThan(NONE);
        assertThat(changes.seen().ended()).isEqualTo(1);
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

        changes.awaitMoreThan(NONE);
    }

    @Test
    void a_wait_is_limited() {
        ChangesUnderWay brief = new ChangesUnderWay(Duration.ofNanos(1), Duration.ofDays(1));

        assertThat(brief.awaitMoreThan(NONE)).isFalse();
    }

    private Thread read(ChangesUnderWay.Seen known) {
        return Thread.ofPlatform().daemon().start(() -> changes.awaitMoreThan(known));
    }
}
