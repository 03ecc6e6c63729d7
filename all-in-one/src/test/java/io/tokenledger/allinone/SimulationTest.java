package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.simulation.Simulation;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thousands of random commands and uses, with clock jumps, restarts and replays in between, compared with a naive model
 * in memory. A failure names its seed; {@code -Dsimulation.seed=…} runs it again.
 */
class SimulationTest {
    @Test
    void the_ledger_and_a_naive_model_never_disagree() {
        run(Integer.getInteger("simulation.steps", 100));
    }

    @Test
    @Tag("slow")
    void the_ledger_and_a_naive_model_do_not_disagree_in_a_long_run_either() {
        run(Integer.getInteger("simulation.steps", 1_000));
    }

    private static void run(int steps) {
        long seed = Long.getLong("simulation.seed", 20260131L);
        Path data = LedgerUnderTest.newDirectory();
        LedgerUnderTest ledger = LedgerUnderTest.start(data, Map.of());
        Simulation simulation = new Simulation(seed, ledger);
        try {
            simulation.run(steps);
            ledger.stop();
            ledger = LedgerUnderTest.start(data, Map.of());
            simulation.goOnWith(ledger);
            simulation.run(steps);
            simulation.replay();
            simulation.compareListings();
            assertThat(simulation.checked()).as("seed " + seed).isGreaterThan(steps);
        } finally {
            ledger.close();
        }
    }
}
