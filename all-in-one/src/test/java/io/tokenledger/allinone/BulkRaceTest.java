package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bulk operation includes keys that were acknowledged just before it, although the listings are updated later. */
class BulkRaceTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.shared();
    private static final String DEACTIVATIONS = "/ledger/tokens/deactivations";
    private static final int ROUNDS = Integer.getInteger("bulk.rounds", 4);

    private final Client admin = LEDGER.admin();

    @Test
    void a_key_that_was_made_a_moment_before_is_ended_whether_by_filter_or_by_value() {
        Client user = LEDGER.newUser();
        String owner = user.id();
        for (int round = 0; round < ROUNDS; round++) {
            Answer key = user.post("/users/me/api_keys?wait=false", Map.of("name", "race " + round))
                    .requireStatus(201);
            String value = key.text("key");
            Map<String, Object> which = switch (round % 4) {
                case 0 -> Map.of("filter", Map.of("owner", owner, "state", "active"));
                case 1 -> Map.of("values", List.of(value));
                case 2 -> Map.of("digests", List.of(digest(key.text("id"))));
                default -> Map.of("values", List.of(value), "filter", Map.of("owner", owner, "state", "active"));
            };

            JsonNode done =
                    complete(admin, DEACTIVATIONS, which).requireStatus(200).json();

            assertThat(done.get("deactivated").asInt()).as("round %d", round).isEqualTo(1);
            assertThat(done.get("searched_position").asLong()).isPositive();
            Client.of(LEDGER).bearer(value).get("/users/me").requireStatus(401);
            user.delete("/users/me/api_keys/" + key.text("id") + "?wait=false").requireStatus(200);
        }
    }

    @Test
    void the_next_stage_acts_on_all_keys_of_the_operation_that_has_just_ended() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        String account = acme.serviceAccount();
        List<Client> holders = List.of(acme.keyOf(account), acme.keyOf(account), acme.keyOf(account));
        Map<String, Object> all = Map.of("filter", Map.of("owner", account, "state", "active"));
        for (int round = 0; round < ROUNDS; round++) {
            JsonNode ended = complete(acme.admin(), DEACTIVATIONS, all)
                    .requireStatus(200)
                    .json();
            assertThat(ended.get("deactivated").asInt()).as("round %d", round).isEqualTo(3);

            String stages = DEACTIVATIONS + "/" + ended.get("id").asString();
            boolean last = round == ROUNDS - 1;
            JsonNode done = complete(acme.admin(), stages + (last ? "/deletions" : "/restorations"), Map.of())
                    .requireStatus(200)
                    .json();

            assertThat(done.get(last ? "deleted" : "restored").asInt())
                    .as("round %d", round)
                    .isEqualTo(3);
            holders.forEach(holder -> holder.get("/oauth2/verify").requireStatus(last ? 401 : 200));
        }
    }

    @Test
    void an_administrator_ends_by_value_only_keys_of_its_organization_from_the_moment_of_a_membership() {
        TestOrganization acme = TestOrganization.of(LEDGER);
        Client user = LEDGER.newUser();
        String value = user.newKey("leaked");
        Map<String, Object> leaked = Map.of("values", List.of(value));
        assertThat(complete(acme.admin(), DEACTIVATIONS, leaked)
                        .requireStatus(200)
                        .json()
                        .get("matched")
                        .asInt())
                .isZero();
        acme.auditor().post(DEACTIVATIONS, leaked).requireStatus(403);

        acme.admin()
                .put(acme.path() + "/members/" + user.id() + "?wait=false", Map.of("role", "organization_member"))
                .requireStatus(200);
        assertThat(complete(acme.admin(), DEACTIVATIONS, leaked)
                        .requireStatus(200)
                        .json()
                        .get("deactivated")
                        .asInt())
                .isEqualTo(1);

        admin.delete(acme.path() + "/members/" + user.id() + "?wait=false").requireStatus(200);
        assertThat(complete(acme.admin(), DEACTIVATIONS, leaked)
                        .requireStatus(200)
                        .json()
                        .get("matched")
                        .asInt())
                .isZero();
    }

    private static String digest(String keyId) {
        return LEDGER.jdbc()
                .queryForObject(
                        "SELECT digest FROM command_side.credential WHERE token_id = ?::uuid", String.class, keyId);
    }

    /** A response 503 says that the listing is behind, and nothing was done. On a busy machine that is right. */
    private static Answer complete(Client client, String path, Map<String, ?> body) {
        return await().until(() -> client.post(path, body), done -> done.status() != 503);
    }
}
