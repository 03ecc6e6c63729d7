package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The listing as of an instant equals the listing at that instant. The test runs random histories, records the listing
 * after each step, and queries all of them again at the end. {@code -Dasof.steps} and {@code -Dasof.seed} change the
 * histories.
 */
class AsOfTest {
    private static final LedgerUnderTest LEDGER = LedgerUnderTest.start(Map.of("ledger.use.recording", "every"));
    private static final int STEPS = Integer.getInteger("asof.steps", 30);
    private static final long SEED = Long.getLong("asof.seed", 42);
    private static final List<String> QUESTIONS = List.of(
            "",
            "state=deleted",
            "state=expired",
            "state=inactive",
            "never_used=true",
            "sort=last_used_at",
            "sort=-expires_at&no_expiry=false",
            "owner_kind=service_account",
            "q=key-1");

    private final Random random = new Random(SEED);
    private final TestOrganization acme = TestOrganization.of(LEDGER);
    private final Client user = LEDGER.newUser();
    private final List<String> values = new ArrayList<>();
    private int names;

    private record Snapshot(Instant instant, long position, String question, String items) {}

    @AfterAll
    static void stop() {
        LEDGER.close();
    }

    @Test
    void the_listing_as_of_an_instant_or_a_position_is_what_it_was_then() {
        List<Snapshot> snapshots = new ArrayList<>();
        acme.put(user, "organization_member");
        for (int step = 0; step < STEPS; step++) {
            act();
            Client auditor = acme.auditor().again(); // the previous session may have expired
            caughtUp();
            String question = QUESTIONS.get(random.nextInt(QUESTIONS.size())) + "&organization=" + acme.id();
            Instant instant = LEDGER.clock().instant();
            snapshots.add(new Snapshot(
                    instant, head(), question, items(auditor.get("/ledger/tokens?limit=500&" + question))));
        }

        Client auditor = acme.auditor().again();
        for (Snapshot then : snapshots) {
            assertThat(items(auditor.get("/ledger/tokens?limit=500&as_of=" + then.instant() + "&" + then.question())))
                    .as("%s at %s (seed %d)", then.question(), then.instant(), SEED)
                    .isEqualTo(then.items());
        }
        assertThat(snapshots).anyMatch(then -> then.items().length() > 500);
    }

    @Test
    void as_of_equals_a_sandbox_that_was_replayed_up_to_there() {
        acme.put(user, "organization_member");
        for (int step = 0; step < 20; step++) {
            act();
        }
        caughtUp();
        Client admin = LEDGER.admin();
        long position = 1 + random.nextLong(head());
        String sandbox = admin.post("/ledger/replays", Map.of("as_of", Long.toString(position)))
                .requireStatus(202)
                .text("id");
        await().until(() ->
                admin.get("/ledger/replays/" + sandbox).text("state").equals("done"));

        for (String question : QUESTIONS) {
            String base = "/ledger/tokens?limit=500&" + question;
            assertThat(items(admin.get(base + "&as_of=" + position)))
                    .as(question)
                    .isEqualTo(items(admin.get(base + "&replay=" + sandbox)));
        }
        admin.delete("/ledger/replays/" + sandbox).requireStatus(204);
    }

    @Test
    void one_key_as_of_a_position_names_the_events_that_explain_it() {
        Client owner = LEDGER.newUser();
        Answer made = owner.createKey("first");
        String id = made.text("id");
        owner.patch("/users/me/api_keys/" + id, Map.of("name", "second")).requireStatus(200);
        Client.of(LEDGER).bearer(made.text("key")).get("/users/me").requireStatus(200);
        caughtUp();
        long then = head();
        owner.patch("/users/me/api_keys/" + id, Map.of("active", false)).requireStatus(200);

        JsonNode key = owner.get("/ledger/tokens/" + id + "?as_of=" + then)
                .requireStatus(200)
                .json();

        assertThat(key.get("name").asString()).isEqualTo("second");
        assertThat(key.get("active").asBoolean()).isTrue();
        assertThat(key.get("explained_by")
                        .valueStream()
                        .map(because -> because.get("action").asString()))
                .containsExactly("token.created", "token.described", "token.used");
        assertThat(key.get("explained_by").get(2).get("position").asLong()).isEqualTo(then);
        assertThat(owner.get("/ledger/tokens/" + id).json().has("explained_by")).isFalse();
        owner.get("/ledger/tokens/" + id + "?as_of=1").requireStatus(404);
        LEDGER.newUser().get("/ledger/tokens/" + id + "?as_of=" + then).requireStatus(404);
    }

    @Test
    void pages_of_the_past_are_all_about_the_same_moment() {
        Client owner = LEDGER.newUser();
        for (int i = 0; i < 7; i++) {
            owner.createKey("k" + i);
        }
        Instant instant = LEDGER.clock().instant();
        String question = "/ledger/tokens?limit=3&as_of=" + instant;
        List<String> found = new ArrayList<>();
        Answer page = owner.get(question).requireStatus(200);
        long position = page.json().at("/freshness/position").asLong();
        while (true) {
            page.json().get("items").forEach(item -> found.add(item.get("name").asString()));
            assertThat(page.json().at("/freshness/position").asLong()).isEqualTo(position);
            if (page.json().get("next_cursor").isNull()) {
                break;
            }
            owner.createKey(Unique.text());
            page = owner.get(question + "&cursor=" + page.text("next_cursor")).requireStatus(200);
        }
        assertThat(found).containsExactly("k6", "k5", "k4", "k3", "k2", "k1", "k0");
    }

    @Test
    void as_of_something_that_is_no_moment_is_refused_and_before_everything_there_was_nothing() {
        Client owner = LEDGER.newUser();
        assertThat(owner.get("/ledger/tokens?as_of=yesterday")
                        .requireStatus(422)
                        .body())
                .contains("position of an event");
        owner.get("/ledger/tokens?as_of=99999999999999999999").requireStatus(422);
        owner.get("/ledger/tokens?as_of=").requireStatus(422);
        assertThat(owner.get("/ledger/tokens?as_of=2999-01-01T00:00:00Z")
                        .requireStatus(422)
                        .body())
                .contains("must not be in the future");
        assertThat(owner.get("/ledger/tokens?as_of=1999-01-01T00:00:00Z")
                        .requireStatus(200)
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat(LEDGER.admin()
                        .get("/ledger/tokens?as_of=0")
                        .requireStatus(200)
                        .json()
                        .get("items"))
                .isEmpty();
    }

    /** A random request. A rejected request changes nothing. */
    private void act() {
        Client user = this.user.again();
        Client admin = acme.admin().again();
        String service = "sa-" + (names % 3);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                names++;
                Map<String, Object> body = random.nextBoolean()
                        ? Map.of("name", "key-" + names)
                        : Map.of("name", "key-" + names, "expires_in_minutes", 30 + random.nextInt(200));
                Answer made = user.post("/users/me/api_keys", body);
                if (made.status() == 201) {
                    values.add(made.text("key"));
                }
            }
            case 3, 4 -> use();
            case 5 ->
                user.post(
                        "/users/me/api_keys/" + key() + "/rotate", Map.of("retain_period_minutes", random.nextInt(90)));
            case 6 -> user.patch("/users/me/api_keys/" + key(), Map.of("active", random.nextBoolean()));
            case 7 -> user.patch("/users/me/api_keys/" + key(), Map.of("description", "step " + names));
            case 8 -> user.delete("/users/me/api_keys/" + key());
            case 9 -> LEDGER.clock().travel(Duration.ofMinutes(1 + random.nextInt(60)));
            case 10 -> {
                if (random.nextBoolean()) {
                    admin.delete(acme.path() + "/members/" + user.id());
                } else {
                    admin.put(acme.path() + "/members/" + user.id(), Map.of("role", "organization_member"));
                }
            }
            default -> {
                admin.post(
                        acme.path() + "/service_accounts",
                        Map.of("username", service + "-" + acme.id().substring(0, 8)));
                admin.post(
                        acme.path() + "/service_accounts/" + service + "-"
                                + acme.id().substring(0, 8) + "/api_keys",
                        Map.of("name", Unique.text()));
            }
        }
    }

    private void use() {
        if (!values.isEmpty()) {
            Client.of(LEDGER).bearer(values.get(random.nextInt(values.size()))).get("/users/me");
        }
    }

    private String key() {
        return "key-" + (1 + random.nextInt(Math.max(1, names)));
    }

    private static String items(Answer listing) {
        return listing.requireStatus(200).json().get("items").toString();
    }

    private static long head() {
        return LEDGER.head();
    }

    private static void caughtUp() {
        long head = head();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> LEDGER.admin()
                        .get("/ledger/projections")
                        .json()
                        .get("items")
                        .valueStream()
                        .allMatch(item -> item.get("position").asLong() >= head));
    }
}
