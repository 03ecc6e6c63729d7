package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tokenledger.allinone.harness.AxonServer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ProcessGroup;
import io.tokenledger.allinone.harness.ReadModelStatus;
import io.tokenledger.allinone.harness.SideProcess;
import io.tokenledger.allinone.operator.OperatorCommands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Axon Server loses the events of its last half second, as in a power failure: an earlier copy replaces its files. The
 * ledger then decides no commands and does not start until the operator rebuilds the tables.
 */
@Timeout(600)
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "axonserver",
        disabledReason = "PostgreSQL keeps the events; runs with -Dledger.setting=axonserver")
class PowerFailureTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void lost_events_stop_the_ledger_and_after_a_rebuild_every_key_that_verifies_can_be_deactivated() {
        try (ProcessGroup fleet = new ProcessGroup()) {
            AxonServer server = fleet.axonServer.orElseThrow();
            assumeTrue(server.canBeKilled(), "SKIPPED: name the jar of an Axon Server by -Dledger.axonserver.jar");
            Client user = fleet.admin();
            String kept = user.newKey("kept");
            String changed = user.newKey("changed");
            ReadModelStatus.awaitCaughtUp(user, LIMIT);
            Path before = server.copyEvents();
            String lost = user.newKey("lost");
            user.patch("/users/me/api_keys/changed", Map.of("active", false)).requireStatus(200);

            server.killAndStartFrom(before);
            LedgerUnderTest.delete(before);

            await().atMost(LIMIT)
                    .untilAsserted(() -> fleet.commands.forEach(side -> {
                        assertThat(verify(side, kept)).isEqualTo(503);
                        assertThat(side.output()).contains("rebuild-tables");
                    }));
            SideProcess side = fleet.commands.getFirst();
            side.stop();
            side.start().awaitEnd();
            assertThat(side.output()).contains("to the same point in time", "rebuild-tables");
            assertThat(rebuild(fleet)).contains("Stop all processes first");

            fleet.processes().forEach(SideProcess::stop);
            assertThat(rebuild(fleet)).contains("Emptied");
            assertThat(rebuild(fleet)).contains("Emptied");
            fleet.processes().forEach(SideProcess::start);
            fleet.processes().forEach(SideProcess::awaitReady);

            assertThat(verify(side, kept)).isEqualTo(200);
            assertThat(verify(side, changed)).as("its deactivation is lost").isEqualTo(200);
            assertThat(verify(side, lost)).isEqualTo(401);
            Client again = fleet.admin();
            for (String name : List.of("kept", "changed")) {
                again.patch("/users/me/api_keys/" + name, Map.of("active", false))
                        .requireStatus(200);
            }
            assertThat(verify(side, kept)).isEqualTo(401);
            assertThat(verify(side, changed)).isEqualTo(401);
            again.newKey("lost");
            ReadModelStatus.awaitCaughtUp(again, LIMIT);
            ReadModelStatus.requireEqualToReplay(again, LIMIT);
        }
    }

    private static int verify(SideProcess side, String key) {
        return Client.at(side.url()).bearer(key).get("/oauth2/verify").status();
    }

    private static String rebuild(ProcessGroup fleet) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        OperatorCommands.run(
                List.of("rebuild-tables"), fleet.settings(), new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8);
    }
}
