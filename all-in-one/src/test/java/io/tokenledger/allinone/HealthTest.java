package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.PostgresProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The health endpoints: their status, and which callers see the details. */
class HealthTest {
    private static final String HEALTH = "/actuator/health";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void superusers_and_callers_on_this_machine_see_the_components() {
        for (Client operator : List.of(ledger.admin(), Client.of(ledger).without("X-Forwarded-For"))) {
            assertThat(operator.get(HEALTH).body()).contains("\"eventStore\"", "\"diskSpace\"");
            assertThat(operator.get(HEALTH + "/eventStore").requireStatus(200).text("status"))
                    .isEqualTo("UP");
            assertThat(operator.get(HEALTH + "/readiness")
                            .requireStatus(200)
                            .json()
                            .get("components")
                            .propertyNames())
                    .containsExactlyInAnyOrder("encryption", "eventStore", "readinessState");
        }
    }

    @Test
    void everyone_else_sees_the_status_alone_whatever_credential_comes_with_the_request() {
        Client anonymous = Client.of(ledger);
        for (Client caller : List.of(
                anonymous,
                ledger.newUser(),
                anonymous.bearer("unknown"),
                anonymous.bearer("two").with("Cookie", "ledger_session=credentials"))) {
            Answer status = caller.get(HEALTH);
            assertThat(status.json().propertyNames()).containsOnly("status", "groups");
            assertThat(status.header("Cache-Control")).isEqualTo("no-store");
            assertThat(caller.get(HEALTH + "/readiness").requireStatus(200).body())
                    .isEqualTo("{\"status\":\"UP\"}");
            caller.get(HEALTH + "/eventStore").requireStatus(404);
        }
    }

    @Test
    void a_process_whose_own_store_does_not_answer_is_alive_and_not_ready() {
        try (LedgerUnderTest alone =
                LedgerUnderTest.start(Map.of("ledger.store", "embedded", "ledger.staleness-limit", "1s"))) {
            Client operator = Client.of(alone).without("X-Forwarded-For");
            PostgresProcess store = new PostgresProcess(alone.dataDirectory().resolve("postgres"));
            store.freeze();
            try {
                await().untilAsserted(() -> assertThat(operator.get(HEALTH + "/readiness")
                                .requireStatus(503)
                                .body())
                        .contains("\"problem\""));
                operator.get(HEALTH + "/liveness").requireStatus(200);
            } finally {
                store.thaw();
            }
            await().until(() -> operator.get(HEALTH + "/readiness").status() == 200);
        }
    }
}
