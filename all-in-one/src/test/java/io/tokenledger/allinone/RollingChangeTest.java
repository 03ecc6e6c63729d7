package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.query.freshness.ProjectionName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An older process reads events that a newer one has written. */
@Tag("slow")
class RollingChangeTest {
    private static final Set<String> MAY_NEED_IT =
            Set.of("audit-trail", "history", "notices", "revocations", "signals", "token-listing");

    private final Path data = LedgerUnderTest.newDirectory();
    private LedgerUnderTest ledger = LedgerUnderTest.start(data, Map.of());

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void an_unknown_event_stops_the_projections_that_may_need_it_and_is_not_skipped() {
        Client user = ledger.newUser();
        String id = user.createKey("from the future").text("id");
        append(UUID.randomUUID().toString(), 0, null);
        append(id, 1, "PersonalAccessToken");
        long unknown = ledger.head();

        user.post("/users/me/api_keys?wait=false", Map.of("name", "behind")).requireStatus(201);
        assertThat(Long.parseLong(user.get("/users/me/api_keys").header("X-Ledger-Lag-Ms")))
                .isPositive();
        await().untilAsserted(() -> assertThat(ledger.admin()
                        .get("/ledger/projections")
                        .json()
                        .get("items")
                        .valueStream()
                        .toList())
                .hasSize(ProjectionName.values().length)
                .allSatisfy(item -> {
                    if (MAY_NEED_IT.contains(item.get("name").asString())) {
                        assertThat(item.get("state").asString()).isEqualTo("failing");
                        assertThat(item.get("problem").asString()).contains("token.teleported");
                        assertThat(item.get("failing_at").asLong()).isEqualTo(unknown - 1);
                    } else {
                        assertThat(item.get("state").asString()).isEqualTo("running");
                        assertThat(item.get("position").asLong()).isGreaterThanOrEqualTo(unknown);
                    }
                }));
        await().untilAsserted(() ->
                assertThat(ledger.admin().get("/actuator/health").status()).isEqualTo(503));
        Client.of(ledger).get("/actuator/health/readiness").requireStatus(200);
        assertThat(ledger.admin().get("/actuator/prometheus").body())
                .containsPattern("ledger_projection_lag_seconds\\{.*projection=\"token-listing\".*\\} [0-9.]*[1-9]");
        user.patch("/users/me/api_keys/" + id, Map.of("description", "decided on half of its history"))
                .requireStatus(503);

        ledger.jdbc().update("DELETE FROM events.domain_event WHERE event_type = 'token.teleported'");
        ledger.stop();
        ledger = LedgerUnderTest.start(data, Map.of());
        Client again = Client.of(ledger).signIn(user.username(), LedgerUnderTest.PASSWORD);
        await().until(() -> again.get("/users/me/api_keys").json().get("total").asInt() == 2);
        again.patch("/users/me/api_keys/" + id, Map.of("description", "decided on all of it"))
                .requireStatus(200);
    }

    private void append(String aggregateId, int sequence, String type) {
        ledger.jdbc().update("""
                        INSERT INTO events.domain_event (event_id, aggregate_id, sequence_number, aggregate_type,
                            recorded_at, event_type, revision, payload, metadata)
                        VALUES (?, ?, ?, ?, '2026-01-01T00:00:00Z', 'token.teleported', '1', '{}', '{}')""", UUID.randomUUID().toString(), aggregateId, sequence, type);
    }
}
