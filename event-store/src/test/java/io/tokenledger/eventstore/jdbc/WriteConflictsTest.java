package io.tokenledger.eventstore.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.axonframework.axonserver.connector.AxonServerException;
import org.axonframework.axonserver.connector.ErrorCode;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

class WriteConflictsTest {
    private static final String CODE = ErrorCode.INVALID_EVENT_SEQUENCE.errorCode();

    @Test
    void an_append_at_a_used_sequence_number_is_in_the_store() {
        EventStoreException ofAxonServer = new EventStoreException("refused", new RuntimeException(CODE));
        AxonServerException withMore = new AxonServerException(CODE, CODE + " Invalid sequence number");
        for (Throwable taken : new Throwable[] {
            new ConcurrencyException("taken"), new AggregateStreamCreationException("taken"), ofAxonServer, withMore
        }) {
            assertThat(WriteConflicts.isConflict(taken)).isTrue();
            assertThat(WriteConflicts.isInStore(taken)).isTrue();
        }
    }

    @Test
    void a_name_that_contains_the_code_is_no_conflict() {
        assertThat(WriteConflicts.isConflict(new IllegalStateException("There is a key named '" + CODE + "' already.")))
                .isFalse();
    }

    /** Otherwise the ledger would acknowledge a record that was never written. */
    @Test
    void an_unavailable_lock_is_a_conflict_without_an_event_in_the_store() {
        EventStoreException locked = new EventStoreException("locked", new SQLException("not available", "55P03"));

        assertThat(WriteConflicts.isConflict(locked)).isTrue();
        assertThat(WriteConflicts.isInStore(locked)).isFalse();
    }

    @Test
    void a_deadlock_and_a_serialization_failure_are_retried() {
        for (String state : new String[] {"40P01", "40001"}) {
            assertThat(WriteConflicts.isConflict(new EventStoreException("lost", new SQLException("lost", state))))
                    .isTrue();
        }
    }

    @Test
    void an_unreachable_store_is_no_conflict() {
        EventStoreException away = new EventStoreException("away", new SQLException("no connection", "08006"));

        assertThat(WriteConflicts.isConflict(away)).isFalse();
        assertThat(WriteConflicts.isInStore(away)).isFalse();
    }
}
