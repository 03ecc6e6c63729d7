package io.tokenledger.door.credential;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.StartRefusedException;
import java.util.Map;
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

            assertThatThrownBy(ledger.bean(Learning.class)::begin)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("up to position 1000000")
                    .hasMessageContaining("Restore both to the same moment");
        } finally {
            ledger.close();
        }
    }
}
