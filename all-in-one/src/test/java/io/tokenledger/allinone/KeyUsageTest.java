package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What would stop working without a key. */
class KeyUsageTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();

    private final Client user = LEDGER.newUser();

    @Test
    void the_clients_of_each_value_of_a_rotated_key_are_told_apart() {
        Answer created = user.createKey("job");
        String path = "/ledger/tokens/" + created.text("id") + "/usage";
        use(created.text("key"), "old/1");
        String next = user.post("/users/me/api_keys/job/rotate", Map.of("retain_period_minutes", 60))
                .requireStatus(200)
                .text("key");
        use(created.text("key"), "old/1");
        use(next, "new/2");
        user.put("/users/me/api_keys/job", Map.of("active", false)).requireStatus(200);
        use(next, "new/2");

        JsonNode usage = user.get(path + "?days=7").requireStatus(200).json();

        assertThat(usage.get("accepted").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(usage.get("refused").asInt()).isEqualTo(1);
        assertThat(usage.get("last_refused_at").isNull()).isFalse();
        assertThat(usage.at("/days/0/accepted").asInt())
                .isEqualTo(usage.get("accepted").asInt());
        assertThat(usage.get("clients")
                        .valueStream()
                        .filter(client -> client.get("accepted").asInt() > 0)
                        .map(client -> client.get("user_agent").asString() + " "
                                + client.get("generation").asInt()))
                .containsExactlyInAnyOrder("old/1 1", "new/2 2");
        assertThat(usage.at("/clients/0/network").asString()).endsWith(".0/24");
    }

    @Test
    void a_key_of_others_and_a_bad_period_are_rejected() {
        String path = "/ledger/tokens/" + user.createKey("job").text("id") + "/usage";

        assertThat(LEDGER.newUser().get(path).status()).isEqualTo(404);
        assertThat(LEDGER.admin().get(path).status()).isEqualTo(200);
        assertThat(user.get(path + "?days=91").requireStatus(422).body()).contains("from 1 to 90");
        assertThat(user.get(path + "?days=x").status()).isEqualTo(422);
    }

    private static void use(String key, String agent) {
        Client.of(LEDGER)
                .from("198.51.100.7")
                .bearer(key)
                .with("User-Agent", agent)
                .get("/users/me");
    }
}
