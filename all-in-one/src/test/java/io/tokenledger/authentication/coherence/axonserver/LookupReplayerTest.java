package io.tokenledger.authentication.coherence.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.authentication.coherence.CoherenceConfiguration;
import io.tokenledger.authentication.coherence.CoherentCache;
import io.tokenledger.authentication.coherence.FollowerListener;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.axonserver.LostEventDetector;
import io.tokenledger.eventstore.startup.StartupException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables and events of different times: after lost contact, and after a restore from separate backups. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "elsewhere tables and events are in one copy")
class LookupReplayerTest {
    @Test
    void tables_that_know_events_which_axon_server_has_lost_are_not_trusted() {
        LedgerUnderTest ledger = LedgerUnderTest.start(Map.of());
        try {
            ledger.jdbc().update("""
                    INSERT INTO command_side.look_up_position AS known (position) VALUES (1000000)
                    ON CONFLICT (only_row) DO UPDATE SET position = excluded.position""");

            FollowerListener learning = ledger.bean(FollowerListener.class);
            assertThatThrownBy(learning::begin)
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("up to position 1000000")
                    .hasMessageContaining("to the same point in time");
            assertThatThrownBy(() -> learning.resume(null)).isInstanceOf(StartupException.class);
        } finally {
            ledger.close();
        }
    }

    @Test
    void a_process_that_was_cut_off_goes_on_where_the_tables_are_when_those_are_far_from_where_it_was() {
        LedgerUnderTest ledger = LedgerUnderTest.start(Map.of());
        try {
            UUID key = UUID.fromString(ledger.newUser()
                    .post("/users/me/api_keys", Map.of("name", "known"))
                    .requireStatus(201)
                    .text("id"));
            EventPositions positions = ledger.bean(EventPositions.class);
            ledger.bean(EventStore.class).publish(manyOfNoLookUp(key));
            long end = positions.head();
            await().until(() -> known(ledger) >= end);
            FollowerListener cutOff = another(ledger);
            cutOff.begin();
            CredentialCache credentials = ledger.bean(CredentialCache.class);
            assertThat(credentials.find(key)).get().matches(CredentialRecord::active);
            ledger.jdbc().update("UPDATE command_side.credential SET active = false WHERE token_id = ?", key);

            TrackingToken near = positions.tokenAt(end - 1);
            assertThat(cutOff.resume(near)).isEqualTo(near);
            assertThat(credentials.find(key)).get().as("by heart").matches(CredentialRecord::active);

            assertThat(EventPositions.of(cutOff.resume(positions.tokenAt(1)))).isGreaterThanOrEqualTo(end);
            assertThat(credentials.find(key)).get().as("in the table").matches(known -> !known.active());

            ledger.jdbc().update("UPDATE command_side.look_up_position SET position = ?", end - 9);
            assertThat(EventPositions.of(cutOff.resume(positions.tokenAt(end)))).isEqualTo(end - 9);

            assertThatThrownBy(() -> cutOff.resume(positions.tokenAt(end + 1_000)))
                    .isInstanceOf(StartupException.class);
        } finally {
            ledger.close();
        }
    }

    private static List<? extends EventMessage<?>> manyOfNoLookUp(UUID id) {
        return Stream.generate(() ->
                        GenericEventMessage.asEventMessage(new BulkOperationStarted(id, "delete", Map.of(), null, 0)))
                .limit(600)
                .toList();
    }

    private static FollowerListener another(LedgerUnderTest ledger) {
        return new CoherenceConfiguration()
                .lookupReplayer(
                        List.of(),
                        ledger.bean(ParameterResolverFactory.class),
                        ledger.bean(EventStore.class),
                        ledger.bean(CoherentCache.class),
                        ledger.bean(TransactionManager.class),
                        ledger.bean(EventPositions.class),
                        ledger.bean(LostEventDetector.class),
                        ledger.bean(JdbcClient.class));
    }

    private static long known(LedgerUnderTest ledger) {
        return ledger.jdbc().queryForObject("SELECT max(position) FROM command_side.look_up_position", Long.class);
    }
}
