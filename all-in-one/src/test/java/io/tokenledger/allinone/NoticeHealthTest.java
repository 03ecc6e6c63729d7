package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of notices: their health and metrics. */
class NoticeHealthTest {
    private static final String NOTICES = "/actuator/health/notices";

    private static LedgerUnderTest ledger;

    @BeforeAll
    static void startWithAMailServerThatIsDown() {
        ledger = LedgerUnderTest.start(Map.of(
                "ledger.notices.interval", "100ms",
                "ledger.notices.mail.from", "ledger@example.org",
                "spring.mail.host", "127.0.0.1",
                "spring.mail.port", "1"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void notices_that_fail_for_hours_are_down_and_the_ledger_stays_ready() {
        Client user = ledger.newUser();
        ledger.admin()
                .patch("/users/" + user.id(), Map.of("email", "alex@example.org"))
                .requireStatus(200);
        Client operator = Client.of(ledger).without("X-Forwarded-For");
        await().until(() -> operator.get(NOTICES).text("status").equals("UP")
                && metrics(operator).contains("last_run"));
        user.post(
                        "/users/me/api_keys",
                        Map.of(
                                "name",
                                "nightly",
                                "expires_in_minutes",
                                Duration.ofDays(8).toMinutes()))
                .requireStatus(201);
        ledger.clock().travel(Duration.ofDays(2));

        await().until(() ->
                metrics(operator).matches("(?s).*ledger_notices_failed_total\\{[^}]*server_unavailable[^}]*} [1-9].*"));
        assertThat(operator.get(NOTICES).requireStatus(200).text("status")).isEqualTo("UP");
        ledger.clock().travel(Duration.ofHours(4));

        await().until(() -> operator.get(NOTICES).status() == 503);
        assertThat(operator.get(NOTICES).body()).contains("\"problem\"", "No notice was accepted since");
        assertThat(operator.get("/actuator/health").requireStatus(503).body()).contains("\"notices\"");
        operator.get("/actuator/health/readiness").requireStatus(200);
        await().until(() -> metrics(operator).matches("(?s).*\nledger_notices_last_run_seconds(\\{[^}]*})? [0-9].*"));
    }

    private static String metrics(Client operator) {
        return operator.get("/actuator/prometheus").requireStatus(200).body();
    }
}
