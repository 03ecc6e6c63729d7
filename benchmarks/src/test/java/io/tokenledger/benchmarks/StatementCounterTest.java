package io.tokenledger.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementCounterTest {
    @Test
    void counts_statements_of_both_protocols_but_not_the_limits_of_transactions() {
        String log = """
                2026-11-29 20:37:33.756 UTC [12006] LOG:  execute <unnamed>: BEGIN
                2026-11-29 20:37:33.757 UTC [12006] LOG:  execute S_1: SELECT a,
                        LOG b FROM c
                2026-11-29 20:37:33.758 UTC [12006] LOG:  statement: INSERT INTO c VALUES (1)
                2026-11-29 20:37:33.759 UTC [12006] LOG:  execute S_2: COMMIT
                2026-11-29 20:37:33.760 UTC [12006] LOG:  checkpoint starting: time
                """;

        assertThat(StatementCounter.statements(log)).isEqualTo(2);
    }
}
