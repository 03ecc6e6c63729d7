package io.tokenledger.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compares workspaces that check API tokens by signature, with and without the feed, and one that asks the ledger each
 * time.
 */
class RevocationFilterTest {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static Client admin;
    private static String workspaceId;
    private static RevocationFeed feed;
    private static WorkspaceUnderTest workspace;

    @BeforeAll
    static void start() {
        admin = SharedLedger.admin();
        String organization = admin.post("/organizations", Map.of("name", "Acme"))
                .requireStatus(201)
                .text("id");
        workspaceId = admin.post("/workspaces", Map.of("name", "training", "organization_id", organization))
                .requireStatus(201)
                .text("id");
        admin.post(
                        "/users",
                        Map.of(
                                "username",
                                "gate",
                                "password",
                                LedgerUnderTest.PASSWORD,
                                "roles",
                                List.of("introspector")))
                .requireStatus(201);
        String credential = Client.at(SharedLedger.url())
                .signIn("gate", LedgerUnderTest.PASSWORD)
                .newKey("feed");
        feed = new RevocationFeed(
                URI.create(SharedLedger.url()),
                () -> credential,
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                Clock.systemUTC());
        workspace = WorkspaceUnderTest.start(SharedLedger.url(), workspaceId, credential, feed);
    }

    @AfterAll
    static void stop() {
        workspace.close();
        feed.close();
    }

    @Test
    void the_tokens_of_a_dead_key_are_refused_within_two_seconds() {
        String token = exchange(admin.newKey("laptop"));

        // A busy machine may need longer.
        await().untilAsserted(() -> assertThat(timeUntilRefused(token)).isLessThan(BOUND));
        assertThat(ask("/signature", token)).isEqualTo(200);

        admin.patch("/users/me/api_keys/laptop", Map.of("active", true)).requireStatus(200);
        await().until(() -> ask("/feed", token) == 200);
    }

    private static Duration timeUntilRefused(String token) {
        admin.patch("/users/me/api_keys/laptop", Map.of("active", true)).requireStatus(200);
        await().until(() -> ask("/feed", token) == 200);
        long begun = System.nanoTime();
        admin.patch("/users/me/api_keys/laptop", Map.of("active", false)).requireStatus(200);
        await().pollInterval(Duration.ofMillis(10)).until(() -> ask("/feed", token) == 401);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void a_rotation_ends_the_tokens_of_the_generation_that_it_retires() {
        String token = exchange(admin.newKey("rotated"));
        admin.post("/users/me/api_keys/rotated/rotate", Map.of("retain_period_minutes", 60))
                .requireStatus(200);
        await().until(() -> ask("/feed", token) == 200);

        String value = admin.post("/users/me/api_keys/rotated/rotate", Map.of())
                .requireStatus(200)
                .text("key");

        await().until(() -> ask("/feed", token) == 401);
        assertThat(ask("/feed", exchange(value))).isEqualTo(200);
        admin.patch("/users/me/api_keys/rotated", Map.of("active", false)).requireStatus(200);
        admin.patch("/users/me/api_keys/rotated", Map.of("active", true)).requireStatus(200);
        await().until(() -> ask("/feed", exchange(value)) == 200);
        assertThat(ask("/feed", token)).isEqualTo(401);
    }

    @Test
    void an_api_token_that_was_revoked_by_itself_is_refused_and_its_sibling_is_not() {
        String key = admin.newKey("siblings");
        String token = exchange(key);
        String sibling = exchange(key);
        await().until(() -> ask("/feed", token) == 200);

        Client.at(SharedLedger.url())
                .form("/oauth2/revoke", Map.of("token", token))
                .requireStatus(200);

        await().pollInterval(Duration.ofMillis(10)).until(() -> ask("/feed", token) == 401);
        assertThat(ask("/feed", sibling)).isEqualTo(200);
        assertThat(ask("/signature", token)).isEqualTo(200);
    }

    @Test
    void the_tokens_of_a_session_end_with_it_and_with_all_sessions() {
        Client one = SharedLedger.admin();
        String ofOne = enter(one);
        Client other = SharedLedger.admin();
        String ofOther = enter(other);
        await().until(() -> ask("/feed", ofOne) == 200 && ask("/feed", ofOther) == 200);

        one.delete("/auth/session").requireStatus(204);
        await().until(() -> ask("/feed", ofOne) == 401);
        assertThat(ask("/feed", ofOther)).isEqualTo(200);

        other.delete("/users/me/sessions").requireStatus(200);
        await().until(() -> ask("/feed", ofOther) == 401);
        admin = SharedLedger.admin();
        assertThat(ask("/feed", enter(admin))).isEqualTo(200);
    }

    @Test
    void spring_securitys_own_introspection_hears_of_it_at_once() {
        String key = admin.newKey("asked-each-time");
        assertThat(ask("/introspection", key)).isEqualTo(200);

        admin.delete("/users/me/api_keys/asked-each-time").requireStatus(200);

        assertThat(ask("/introspection", key)).isEqualTo(401);
    }

    @Test
    void a_token_for_somebody_else_is_refused_whatever_its_signature() {
        String ofControlPlane = Client.at(SharedLedger.url())
                .form("/auth/login", Map.of("password", admin.newKey("elsewhere")))
                .text("access_token");

        assertThat(ask("/signature", ofControlPlane)).isEqualTo(401);
        assertThat(ask("/feed", ofControlPlane)).isEqualTo(401);
    }

    private static String exchange(String key) {
        return Client.at(SharedLedger.url())
                .form("/w/training/api/v1/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private static String enter(Client session) {
        return session.form("/w/training/api/v1/login", Map.of("grant_type", "zenml-external"))
                .requireStatus(200)
                .text("access_token");
    }

    private static int ask(String path, String credential) {
        return Client.at(workspace.url()).bearer(credential).get(path).status();
    }
}
