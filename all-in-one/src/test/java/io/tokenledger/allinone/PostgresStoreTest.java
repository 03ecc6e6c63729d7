package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A ledger on a PostgreSQL that somebody else runs; here it is another ledger's. */
class PostgresStoreTest {
    private final LedgerUnderTest host = LedgerUnderTest.shared();

    @Test
    void a_store_takes_one_ledger_at_a_time() throws Exception {
        host.jdbc().execute("CREATE DATABASE guest");
        String url = host.jdbc()
                .execute((java.sql.Connection connection) ->
                        connection.getMetaData().getURL());
        Map<String, String> settings = Map.of(
                "ledger.store",
                "postgres",
                "spring.datasource.url",
                url.split("\\?")[0].replace("/postgres", "/guest"),
                "spring.datasource.username",
                "postgres",
                "spring.datasource.password",
                Files.readString(host.dataDirectory().resolve("postgres.password")));

        try (LedgerUnderTest guest = LedgerUnderTest.start(settings)) {
            String key = guest.newUser().newKey("at-home-elsewhere");
            Client.of(guest).bearer(key).get("/users/me").demand(200);
            Path elsewhere = LedgerUnderTest.newDirectory();
            assertThatThrownBy(() -> LedgerUnderTest.start(elsewhere, settings))
                    .hasRootCauseInstanceOf(StartRefusedException.class)
                    .rootCause()
                    .hasMessageContaining("Another ledger runs on this store");
            LedgerUnderTest.delete(elsewhere);
        }
        try (LedgerUnderTest next = LedgerUnderTest.start(settings)) {
            assertThat(next.admin().get("/users").json().get("total").asInt()).isEqualTo(2);
        }
    }
}
