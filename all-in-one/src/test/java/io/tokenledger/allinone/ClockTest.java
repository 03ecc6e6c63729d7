package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.authentication.signing.SigningKeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Time-based changes take effect by the clock; the events that record them follow. */
class ClockTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of());

    private final Client user = LEDGER.newUser();

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void a_key_is_refused_from_its_very_last_instant_and_the_event_follows() {
        Instant end = LEDGER.clock().instant().plus(Duration.ofMinutes(10));
        Answer created = user.post("/users/me/api_keys", Map.of("name", "ends", "expires_at", end.toString()));
        String key = created.requireStatus(201).text("key");
        String jwt = exchange(key);
        assertThat(Instant.parse(created.text("expires_at"))).isEqualTo(end);

        LEDGER.clock().travel(Duration.ofMinutes(9));
        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
        LEDGER.clock().travel(Duration.between(LEDGER.clock().instant(), end));
        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(401);
        Client.of(LEDGER).bearer(jwt).get("/users/me").requireStatus(401);

        Client reader = again();
        assertThat(reader.get("/users/me/api_keys/ends").text("state")).isEqualTo("expired");
        await().until(() -> actions(reader, created.text("id")).contains("token.expired"));
        LEDGER.clock().travel(Duration.ofHours(-1));
    }

    @Test
    void a_retained_value_is_refused_from_the_end_of_its_retention_and_the_event_follows() {
        Answer created = user.createKey("retained");
        user.post("/users/me/api_keys/retained/rotate", Map.of("retain_period_minutes", 5))
                .requireStatus(200);
        Client.of(LEDGER).bearer(created.text("key")).get("/users/me").requireStatus(200);

        LEDGER.clock().travel(Duration.ofMinutes(5));

        Client.of(LEDGER).bearer(created.text("key")).get("/users/me").requireStatus(401);
        await().until(() -> actions(again(), created.text("id")).contains("token.previous_secret_retired"));
    }

    @Test
    void an_expired_key_is_revived_by_a_rotation_with_a_new_expiry_and_by_nothing_less() {
        user.post("/users/me/api_keys", Map.of("name", "revived", "expires_in_minutes", 5))
                .requireStatus(201);
        LEDGER.clock().travel(Duration.ofMinutes(6));
        Client owner = again();

        owner.json("POST", "/users/me/api_keys/revived/rotate", "{}").requireStatus(422);
        String key = owner.post("/users/me/api_keys/revived/rotate", Map.of("expires_in_minutes", 60))
                .requireStatus(200)
                .text("key");

        Client.of(LEDGER).bearer(key).get("/users/me").requireStatus(200);
    }

    @Test
    void an_api_token_ends_after_an_hour_and_never_outlives_its_key() {
        String jwt = exchange(user.newKey("hour"));
        String brief = user.post("/users/me/api_keys", Map.of("name", "brief", "expires_in_minutes", 10))
                .text("key");
        Answer login =
                Client.of(LEDGER).form("/auth/login", Map.of("password", brief)).requireStatus(200);
        assertThat(login.json().get("expires_in").asInt()).isBetween(590, 600);

        LEDGER.clock().travel(Duration.ofMinutes(59));
        Client.of(LEDGER).bearer(jwt).get("/users/me").requireStatus(200);
        LEDGER.clock().travel(Duration.ofMinutes(1));
        Client.of(LEDGER).bearer(jwt).get("/users/me").requireStatus(401);
    }

    @Test
    void an_api_token_from_the_future_is_refused_beyond_a_minute_of_skew() {
        LEDGER.clock().travel(Duration.ofHours(2));
        Client inTheFuture = again();
        String jwt = exchange(inTheFuture.newKey("future"));
        LEDGER.clock().travel(Duration.ofHours(-2));

        Client.of(LEDGER).bearer(jwt).get("/users/me").requireStatus(401);
        again().get("/users/me").requireStatus(200);
    }

    @Test
    void a_key_that_is_rotated_often_leaves_no_reminders_behind() {
        long before = reminders();
        user.post("/users/me/api_keys", Map.of("name", "often", "expires_in_minutes", 1))
                .requireStatus(201);
        for (int i = 0; i < 5; i++) {
            LEDGER.clock().travel(Duration.ofSeconds(10));
            user.post("/users/me/api_keys/often/rotate", Map.of("expires_in_minutes", 1, "retain_period_minutes", 1))
                    .requireStatus(200);
        }

        LEDGER.clock().travel(Duration.ofMinutes(5));

        await().until(() -> reminders() <= before);
    }

    private static long reminders() {
        return LEDGER.jdbc().queryForObject("SELECT count(*) FROM command_side.scheduled_task", Long.class);
    }

    @Test
    void an_address_may_try_again_after_a_minute() {
        Client guesser = Client.of(LEDGER);
        LEDGER.clock().travelToNextMinute();
        for (int i = 0; i < 21; i++) {
            guesser.bearer("x").get("/users/me");
        }
        guesser.bearer("x").get("/users/me").requireStatus(429);

        LEDGER.clock().travel(Duration.ofSeconds(61));

        guesser.bearer("x").get("/users/me").requireStatus(401);
    }

    @Test
    void a_new_signing_key_takes_over_and_the_one_before_stays_until_its_last_token_has_expired() {
        String before = exchange(user.newKey("signed-before"));
        List<String> first = kids();
        LEDGER.bean(SigningKeyRing.class).rotate();

        assertThat(kids()).hasSize(first.size() + 1).containsAll(first);
        Client.of(LEDGER).bearer(before).get("/users/me").requireStatus(200);
        Client.of(LEDGER)
                .bearer(exchange(again().newKey("signed-after")))
                .get("/users/me")
                .requireStatus(200);

        LEDGER.clock().travel(Duration.ofHours(2));
        LEDGER.bean(SigningKeyRing.class).renew();
        assertThat(kids()).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    /** A client with a new session, since the previous one may have expired when the clock moved. */
    private Client again() {
        return user.again();
    }

    private static String exchange(String key) {
        return Client.of(LEDGER)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private static List<String> kids() {
        return Client.of(LEDGER)
                .get("/.well-known/jwks.json")
                .requireStatus(200)
                .json()
                .get("keys")
                .valueStream()
                .map(key -> key.get("kid").asString())
                .toList();
    }

    private static List<String> actions(Client reader, String id) {
        JsonNode rows = Timelines.of(reader, id);
        return rows.valueStream().map(row -> row.get("action").asString()).toList();
    }
}
