package io.tokenledger.allinone.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The operator's replay command against a running ledger. */
class ReplayCommandTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());
    private static final String KEY = LEDGER.admin().newKey("operator");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void it_rebuilds_and_shows_the_progress() {
        assertThat(run("workspace-listing")).isZero();
        assertThat(text()).contains("[##############################] 100.0 %");
    }

    @Test
    void it_compares_and_says_what_differs_by_its_exit_code_too() {
        assertThat(run("account-listing", "--verify")).isZero();
        assertThat(text()).contains("All rows match the events.");

        LEDGER.jdbc().update("UPDATE query_side.account_listing_v1 SET name = 'forged'");
        assertThat(run("account-listing", "--verify")).isEqualTo(2);
        assertThat(text()).contains("\"live\":{\"name\":\"forged\"}").contains("1 rows differ from the events.");
    }

    @Test
    void it_says_what_is_wrong() {
        assertThat(run("horoscope")).isEqualTo(1);
        assertThat(text()).contains("There is no such projection.");
        assertThat(run("signals", "--verfy")).isEqualTo(1);
        assertThat(run()).isEqualTo(1);
        assertThat(text()).contains("usage: LEDGER_API_KEY=");
        assertThat(ReplayCommand.run(
                        List.of("audit-trail"),
                        Map.of("LEDGER_API_KEY", KEY, "LEDGER_PUBLIC_URL", "http://127.0.0.1:1"),
                        out()))
                .isEqualTo(1);
        assertThat(text()).doesNotContain(KEY);
    }

    private int run(String... arguments) {
        Map<String, String> environment =
                new HashMap<>(Map.of("LEDGER_API_KEY", KEY, "LEDGER_PUBLIC_URL", LEDGER.url()));
        return ReplayCommand.run(List.of(arguments), environment, out());
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
