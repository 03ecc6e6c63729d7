package io.tokenledger.eventstore.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.Test;

class AppendedPositionsTest {
    private final AppendedPositions alone = new AppendedPositions(true);

    @Test
    void a_position_is_known_after_the_commit() {
        UnitOfWork<?> change = begin();
        alone.keep(Map.of("key", 7L));
        assertThat(AppendedPositions.last(change, "key")).contains(7L);
        assertThat(alone.last("key")).isEmpty();

        change.commit();

        assertThat(alone.last("key")).contains(7L);
        assertThat(alone.last("other")).isEmpty();
    }

    @Test
    void an_append_that_fails_leaves_no_position() {
        UnitOfWork<?> change = begin();
        alone.keep(Map.of("key", 7L));

        change.rollback();

        assertThat(alone.last("key")).isEmpty();
    }

    @Test
    void an_append_outside_a_unit_of_work_makes_an_older_position_unknown() {
        UnitOfWork<?> change = begin();
        alone.keep(Map.of("key", 7L));
        change.commit();

        alone.keep(Map.of("key", 8L));

        assertThat(alone.last("key")).isEmpty();
    }

    /** Another process may have changed the aggregate since. */
    @Test
    void of_several_processes_none_knows_the_last_position() {
        AppendedPositions oneOfMany = new AppendedPositions(false);
        UnitOfWork<?> change = begin();
        oneOfMany.keep(Map.of("key", 7L));
        assertThat(AppendedPositions.last(change, "key")).contains(7L);

        change.commit();

        assertThat(oneOfMany.last("key")).isEmpty();
    }

    private static UnitOfWork<?> begin() {
        return DefaultUnitOfWork.startAndGet(GenericEventMessage.asEventMessage("change"));
    }
}
