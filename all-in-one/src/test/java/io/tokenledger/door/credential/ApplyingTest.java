package io.tokenledger.door.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.StartRefusedException;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.TrackingToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tables and events that come back from copies of different moments. Fault 40. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "elsewhere tables and events are in one copy")
class ApplyingTest {
    @Test
    void tables_that_know_events_which_axon_server_has_lost_are_not_trusted() {
        LedgerUnderTest ledger = LedgerUnderTest.start(Map.of());
        try {
            ledger.jdbc().update("""
                    INSERT INTO command_side.look_up_position AS known (position) VALUES (1000000)
                    ON CONFLICT (only_row) DO UPDATE SET position = excluded.position""");

            Learning learning = ledger.bean(Learning.class);
            assertThatThrownBy(learning::begin)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("up to position 1000000")
                    .hasMessageContaining("Restore both to the same moment");
            assertThatThrownBy(() -> learning.resume(null)).isInstanceOf(StartRefusedException.class);
        } finally {
            ledger.close();
        }
    }

    @Test
    void a_process_that_was_cut_off_goes_on_where_another_has_come_meanwhile_and_knows_nothing_by_heart() {
        LedgerUnderTest ledger = LedgerUnderTest.start(Map.of());
        try {
            UUID key = UUID.fromString(ledger.newUser()
                    .post("/users/me/api_keys", Map.of("name", "known"))
                    .demand(201)
                    .text("id"));
            EventPositions positions = ledger.bean(EventPositions.class);
            Credentials credentials = ledger.bean(Credentials.class);
            long head = positions.head();
            await().until(() -> known(ledger) >= head);
            assertThat(credentials.find(key)).get().matches(Credential::active);
            ledger.jdbc().update("UPDATE command_side.credential SET active = false WHERE token_id = ?", key);

            Learning learning = ledger.bean(Learning.class);
            TrackingToken far = positions.tokenAt(positions.head());
            assertThat(learning.resume(far)).isEqualTo(far);
            assertThat(credentials.find(key)).get().matches(Credential::active);
            assertThat(EventPositions.of(learning.resume(positions.tokenAt(1)))).isGreaterThanOrEqualTo(head);
            assertThat(credentials.find(key)).get().matches(inTheTable -> !inTheTable.active());
        } finally {
            ledger.close();
        }
    }

    private static long known(LedgerUnderTest ledger) {
        return ledger.jdbc().queryForObject("SELECT max(position) FROM command_side.look_up_position", Long.class);
    }
}
