package io.tokenledger.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.eventstore.startup.DatabaseAccessFailureAnalyzer;
import io.tokenledger.eventstore.startup.StartupException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** Invalid configurations of the store prevent a start, with a message for the operator. */
class DeploymentModeTest {
    @Test
    void a_side_alone_cannot_have_a_store_of_its_own() {
        MockEnvironment side =
                new MockEnvironment().withProperty("ledger.side", "command").withProperty("ledger.store", "embedded");
        assertThatThrownBy(() -> DeploymentMode.of(side))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("LEDGER_STORE")
                .hasMessageContaining("postgres or axonserver");

        assertThat(DeploymentMode.of(side.withProperty("ledger.store", "postgres")))
                .isEqualTo(DeploymentMode.POSTGRES);
        assertThat(DeploymentMode.of(new MockEnvironment())).isEqualTo(DeploymentMode.EMBEDDED);
    }

    @ParameterizedTest
    @CsvSource({"08001, LEDGER_POSTGRES_URL", "28P01, LEDGER_POSTGRES_PASSWORD", "53300, max_connections"})
    void who_is_not_let_in_is_told_what_to_do_and_no_log_has_the_password(String state, String advice) {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("spring.datasource.url", "jdbc:postgresql://db/ledger?user=ledger&password=hidden");

        FailureAnalysis analysis =
                new DatabaseAccessFailureAnalyzer(environment).analyze(new SQLException("no", state));

        assertThat(analysis.getAction()).contains(advice);
        assertThat(analysis.getDescription())
                .contains("jdbc:postgresql://db/ledger")
                .doesNotContain("hidden");
    }
}
