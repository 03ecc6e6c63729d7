package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.ReadModelStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The size of the store, as operators see it. */
class StorageTest {
    private static final LedgerUnderTest LEDGER =
            LedgerUnderTest.start(Map.of("ledger.storage.partition-size", "1000"));

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void each_part_has_its_size_and_its_growth() {
        use(3);
        LEDGER.jdbc().execute("ANALYZE");

        JsonNode report = report();

        Map<String, JsonNode> parts = new HashMap<>();
        report.get("parts").forEach(part -> parts.put(part.get("name").asString(), part));
        assertThat(parts)
                .containsOnlyKeys(
                        "uses", "other_events", "audit_trail", "last_uses", "other_read_models", "lookup_tables");
        assertThat(parts.get("uses").get("rows").asLong()).isPositive();
        assertThat(parts.values()).allMatch(part -> part.get("bytes").asLong() > 0);
        assertThat(parts.get("lookup_tables").get("bytes_per_day").asLong()).isZero();
        assertThat(report.get("bytes").asLong())
                .isEqualTo(parts.values().stream()
                        .mapToLong(part -> part.get("bytes").asLong())
                        .sum())
                .isLessThanOrEqualTo(
                        LEDGER.jdbc().queryForObject("SELECT pg_database_size(current_database())", Long.class));
        assertThat(report.get("events_per_day").asLong()).isPositive();
        assertThat(report.get("bytes_per_day").asLong())
                .as("tables and indexes that are as large as empty ones do not grow")
                .isLessThan(10_000_000);
        assertThat(LEDGER.admin().get("/actuator/prometheus").body()).contains("ledger_storage_partitions_free");
    }

    /** The partitions follow each other, and the last one is always free. */
    @Test
    void each_partition_has_its_bounds_its_times_and_its_size() {
        use(1);

        JsonNode partitions = report().get("partitions");

        JsonNode first = partitions.get(0);
        assertThat(first.get("first_position").asLong()).isZero();
        assertThat(first.get("last_position").asLong()).isEqualTo(999);
        assertThat(first.get("first_at").asString())
                .isLessThanOrEqualTo(first.get("last_at").asString());
        assertThat(first.get("bytes").asLong()).isPositive();
        assertThat(first.get("read_model_bytes").asLong()).isPositive();
        JsonNode last = partitions.get(partitions.size() - 1);
        assertThat(last.get("first_position").asLong()).isGreaterThan(LEDGER.head());
        assertThat(last.get("first_at").isNull()).isTrue();
        assertThat(last.get("last_at").isNull()).isTrue();
    }

    @Test
    void only_readers_of_the_ledger_see_it() {
        LEDGER.newUser().get("/ledger/storage").requireStatus(403);
    }

    private static void use(int times) {
        String key = LEDGER.newUser().newKey("busy");
        for (int i = 0; i < times; i++) {
            Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
        }
        ReadModelStatus.awaitCaughtUp(LEDGER.admin(), Duration.ofSeconds(60));
    }

    private static JsonNode report() {
        return LEDGER.admin().get("/ledger/storage").requireStatus(200).json();
    }
}
