package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The items of the revocation feed for each change of a key, and their timing. */
class RevocationFeedTest {
    private static final int NEVER = Integer.MAX_VALUE;

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client reader = ledger.admin();

    @Test
    void the_last_word_on_a_key_is_from_which_generation_on_its_tokens_are_good() {
        Client user = ledger.newUser();
        String id = user.createKey("k").text("id");
        String path = "/users/me/api_keys/k";
        long before = head();

        user.post(path + "/rotate", Map.of("retain_period_minutes", 5)).requireStatus(200);
        user.post(path + "/rotate", Map.of()).requireStatus(200);
        user.patch(path, Map.of("active", false)).requireStatus(200);
        user.post(path + "/rotate", Map.of()).requireStatus(200);
        user.patch(path, Map.of("active", true)).requireStatus(200);
        user.delete(path).requireStatus(200);

        assertThat(generations(before, id, 6)).containsExactly(1, 3, NEVER, NEVER, 4, NEVER);
    }

    @Test
    void an_account_that_is_switched_off_ends_all_that_is_its_own() {
        Client user = ledger.newUser();
        String id = user.id();
        long before = head();

        ledger.admin().patch("/users/" + id, Map.of("active", false)).requireStatus(200);
        ledger.admin().patch("/users/" + id, Map.of("active", true)).requireStatus(200);

        Awaitility.await().until(() -> ofAccount(before, id).size() == 2);
        assertThat(ofAccount(before, id)).containsExactly(NEVER, 0);
    }

    @Test
    void one_api_token_that_has_ended_and_all_sessions_of_an_account_have_an_item_each() {
        Client user = ledger.newUser();
        String id = user.id();
        String token = Client.of(ledger)
                .form("/auth/login", Map.of("password", user.newKey("k")))
                .text("access_token");
        long before = head();

        Client.of(ledger).form("/oauth2/revoke", Map.of("token", token)).requireStatus(200);
        user.delete("/users/me/sessions").requireStatus(200);
        user.again().delete("/users/me/sessions").requireStatus(200);

        List<JsonNode> items = Awaitility.await()
                .until(
                        () -> all(before),
                        found -> found.stream()
                                        .filter(item -> item.path("sessions_of")
                                                .asString("")
                                                .equals(id))
                                        .count()
                                == 2);
        assertThat(items)
                .filteredOn(item -> item.path("sessions_of").asString("").equals(id))
                .extracting(item -> item.get("min_session_generation").asInt())
                .containsExactly(2, 3);
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        JsonNode ended = items.stream()
                .filter(item -> claims.contains("\"" + item.path("jti").asString("none") + "\""))
                .findFirst()
                .orElseThrow();
        assertThat(Instant.parse(ended.get("expires_at").asString()))
                .isAfter(Instant.parse(ended.get("at").asString()));
    }

    /** Earlier builds read {@code min_generation} as a number, and apply an item without a key to the whole account. */
    @Test
    void followers_of_earlier_builds_pass_those_items_over() {
        Client user = ledger.newUser();
        String id = user.id();
        long before = head();
        user.delete("/users/me/sessions").requireStatus(200);
        user.again().delete("/auth/session").requireStatus(204);

        JsonMapper strict = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        List<JsonNode> items = Awaitility.await()
                .until(
                        () -> all(before),
                        found -> found.size() >= 2
                                && found.stream()
                                        .anyMatch(item -> item.path("sessions_of")
                                                .asString("")
                                                .equals(id)));
        List<Earlier> read = items.stream()
                .filter(item -> item.has("jti") || item.has("sessions_of"))
                .map(item -> strict.treeToValue(item, Earlier.class))
                .toList();

        assertThat(read).hasSizeGreaterThanOrEqualTo(2).allSatisfy(item -> {
            assertThat(item.apiKeyId()).isNull();
            assertThat(item.accountId()).isNull();
        });
    }

    /** An item as the follower of an earlier build reads it. */
    private record Earlier(long position, String apiKeyId, String accountId, int minGeneration, Instant at) {}

    private List<JsonNode> all(long after) {
        return feed(after, 0).json().get("items").valueStream().toList();
    }

    @Test
    void who_waits_is_told_at_once_and_who_does_not_is_told_that_there_is_nothing() throws Exception {
        Client user = ledger.newUser();
        user.createKey("k");
        long before = head();
        assertThat(feed(before, 0).json().get("items")).isEmpty();
        assertThat(feed(before, 0).text("next")).isEqualTo(Long.toString(before));

        CompletableFuture<Answer> waiting = CompletableFuture.supplyAsync(() -> feed(before, 20));
        user.delete("/users/me/api_keys/k").requireStatus(200);

        JsonNode told = waiting.get(10, TimeUnit.SECONDS).json();
        assertThat(told.get("items")).isNotEmpty();
        assertThat(told.get("next").asLong()).isGreaterThan(before);
    }

    @Test
    void a_stop_does_not_wait_for_who_waits() throws Exception {
        LedgerUnderTest own = LedgerUnderTest.start(LedgerUnderTest.ONE_OF_EACH_SIDE);
        Client follower = own.admin();
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> follower.get("/oauth2/revocations?wait=30"));
        Awaitility.await()
                .until(() -> !waiting.isDone() && own.admin().get("/users/me").status() == 200);

        long begun = System.nanoTime();
        own.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(Duration.ofSeconds(25)); // the response may wait 30 s
        waiting.handle((answer, refused) -> true).get(10, TimeUnit.SECONDS);
    }

    @Test
    void it_requires_a_permission_and_rejects_invalid_parameters() {
        ledger.newUser().get("/oauth2/revocations?wait=0").requireStatus(403);
        for (String bad : List.of("wait=31", "wait=-1", "after=-1", "after=x", "limit=0")) {
            assertThat(reader.get("/oauth2/revocations?" + bad).status())
                    .as(bad)
                    .isBetween(400, 422);
        }
    }

    private long head() {
        long after = 0;
        while (true) {
            JsonNode page = feed(after, 0).json();
            if (page.get("items").isEmpty()) {
                return after;
            }
            after = page.get("next").asLong();
        }
    }

    private List<Integer> generations(long after, String keyId, int count) {
        return Awaitility.await().until(() -> items(after, "api_key_id", keyId), items -> items.size() == count);
    }

    private List<Integer> ofAccount(long after, String accountId) {
        return items(after, "account_id", accountId);
    }

    private List<Integer> items(long after, String field, String id) {
        return feed(after, 0)
                .json()
                .get("items")
                .valueStream()
                .filter(item -> item.path(field).asString("").equals(id))
                .map(item -> item.get("min_generation").asInt())
                .toList();
    }

    private Answer feed(long after, int wait) {
        return reader.get("/oauth2/revocations?limit=500&after=" + after + "&wait=" + wait)
                .requireStatus(200);
    }
}
