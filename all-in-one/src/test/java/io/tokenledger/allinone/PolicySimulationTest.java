package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.command.token.IdleKeySweep;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A simulation predicts exactly the real refusals. One organization runs a random scenario without a policy, and the
 * policy is simulated on its history. Another one runs the same scenario with the policy in force, and gets the same
 * refusals.
 */
class PolicySimulationTest {
    private static LedgerUnderTest ledger;

    /** One step of a scenario. */
    private sealed interface Step {
        record Create(String name, Integer expiresInMinutes, String byKey) implements Step {}

        record Rotate(String name, Integer expiresInMinutes) implements Step {}

        record Use(String name) implements Step {}

        record Delete(String name) implements Step {}

        record Wait(Duration time) implements Step {}
    }

    private static List<Step> scenario(long seed) {
        Random random = new Random(seed);
        List<Step> story = new ArrayList<>();
        int keys = 0;
        for (int i = 0; i < 70; i++) {
            String known = "key-" + random.nextInt(Math.max(1, keys));
            Integer expiry = random.nextInt(3) == 0 ? null : 60 * (1 + random.nextInt(40)) * 24;
            switch (random.nextInt(10)) {
                case 0, 1, 2 ->
                    story.add(new Step.Create(
                            "key-" + keys++, expiry, keys > 2 && random.nextInt(3) == 0 ? known : null));
                case 3 -> story.add(new Step.Rotate(known, expiry));
                case 4 -> story.add(new Step.Delete(known));
                case 5 -> story.add(new Step.Wait(Duration.ofHours(26L * (1 + random.nextInt(4)))));
                default -> story.add(new Step.Use(known));
            }
        }
        return story;
    }

    /** One run of the scenario, with its outcomes. */
    private static final class Telling {
        private final TestOrganization acme;
        private final Client user;
        private final Map<String, String> values = new HashMap<>();
        private final Map<String, String> ids = new TreeMap<>();
        private final Map<String, Integer> refusedUses = new TreeMap<>();
        private Client signedIn;

        Telling(@Nullable Map<String, ?> policy) {
            this.acme = TestOrganization.of(ledger);
            this.user = ledger.newUser();
            this.signedIn = user.again();
            acme.put(user, "organization_member");
            if (policy != null) {
                acme.admin().put(acme.path() + "/token_policy", policy).requireStatus(200);
            }
        }

        void live(Step step) {
            switch (step) {
                case Step.Create create -> create(create);
                case Step.Rotate rotate -> rotate(rotate);
                case Step.Delete delete -> signedIn.delete("/users/me/api_keys/" + delete.name());
                case Step.Use use -> use(use.name());
                case Step.Wait wait -> signedIn = user.again(); // the previous session has expired
            }
        }

        private void create(Step.Create create) {
            Client creator = create.byKey() == null
                    ? signedIn
                    : Client.of(ledger).bearer(values.getOrDefault(create.byKey(), "nothing"));
            Answer made = creator.post("/users/me/api_keys", body(create.name(), create.expiresInMinutes()));
            if (made.status() == 401) {
                refusedUses.merge(create.byKey(), 1, Integer::sum);
            }
            if (made.status() == 201) {
                values.put(create.name(), made.text("key"));
                ids.put(create.name(), made.text("id"));
            }
        }

        private void rotate(Step.Rotate rotate) {
            Answer made = signedIn.post(
                    "/users/me/api_keys/" + rotate.name() + "/rotate", body(null, rotate.expiresInMinutes()));
            // The caller replaces its value at once, even if the rotation was rejected.
            if (ids.containsKey(rotate.name())) {
                values.put(rotate.name(), made.status() == 200 ? made.text("key") : "refused");
            }
        }

        private void use(String name) {
            String value = values.getOrDefault(name, "nothing");
            if (Client.of(ledger).bearer(value).get("/users/me").status() != 200) {
                refusedUses.merge(name, 1, Integer::sum);
            }
        }

        private static Map<String, Object> body(String name, Integer expiresInMinutes) {
            Map<String, Object> body = new HashMap<>();
            if (name != null) {
                body.put("name", name);
            }
            if (expiresInMinutes != null) {
                body.put("expires_in_minutes", expiresInMinutes);
            }
            return body;
        }
    }

    @BeforeAll
    static void start() {
        ledger = LedgerUnderTest.start(Map.of("ledger.use.recording", "every"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    private static void pass(Duration time) {
        Awaitility.await() // the sweep skips its run while the listing lags behind
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ledger.bean(ProjectionLag.class)
                                .of(ProjectionName.TOKEN_LISTING)
                                .lagMs()
                        == 0);
        ledger.clock().travel(time);
        ledger.bean(IdleKeySweep.class).sweep();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_predicted_is_what_happens(long seed) {
        Map<String, Object> policy = new HashMap<>(Map.of("creation", "allowed", "max_lifetime_minutes", 43_200));
        if (seed == 2) {
            policy = new HashMap<>(
                    Map.of("creation", "allowed", "keys_may_create_keys", false, "max_keys_per_account", 4));
        } else if (seed == 3) {
            policy = new HashMap<>(Map.of("creation", "allowed", "max_idle_days", 2));
        }
        List<Step> story = scenario(seed);
        Instant begin = ledger.clock().instant();
        Telling without = new Telling(null);
        Telling with = new Telling(policy);
        for (Step step : story) {
            if (step instanceof Step.Wait wait) {
                pass(wait.time());
            }
            without.live(step);
            with.live(step);
        }
        JsonNode predicted = simulate(without.acme.id(), policy, begin);

        Map<String, Integer> observed = new TreeMap<>(with.refusedUses);
        without.refusedUses.forEach((name, uses) -> observed.merge(name, -uses, Integer::sum));
        observed.values().removeIf(uses -> uses == 0);
        Map<String, Integer> told = new TreeMap<>();
        predicted.get("refused_tokens").forEach(token -> {
            if (token.get("uses_affected").asInt() > 0) {
                told.put(
                        token.get("name").asString(), token.get("uses_affected").asInt());
            }
        });
        assertThat(told).as(predicted.toPrettyString()).isEqualTo(observed);
        assertThat(predicted.get("uses_affected").asInt()).isPositive();
        List<String> notCreated = without.ids.keySet().stream()
                .filter(name -> !with.ids.containsKey(name))
                .toList();
        assertThat(predicted
                        .get("refused_tokens")
                        .valueStream()
                        .map(token -> token.get("name").asString()))
                .containsAll(notCreated);
        assertThat(names(predicted, "not_issued_tokens")).containsExactlyInAnyOrderElementsOf(notCreated);
        assertThat(predicted.get("not_issued").asInt()).isEqualTo(notCreated.size());
        assertThat(names(predicted, "violates_today_tokens"))
                .containsExactlyInAnyOrderElementsOf(namesThatViolate(without.acme, policy));
        assertThat(predicted.get("violates_today").asInt())
                .isEqualTo(predicted.get("violates_today_tokens").size());
        assertThat(predicted
                        .get("per_day")
                        .valueStream()
                        .mapToInt(day -> day.get("uses_affected").asInt())
                        .sum())
                .isEqualTo(predicted.get("uses_affected").asInt());
    }

    /** The keys that the impact of the policy lists. */
    private static List<String> namesThatViolate(TestOrganization acme, Map<String, Object> policy) {
        String draft = policy.entrySet().stream()
                .map(rule -> rule.getKey() + "=" + rule.getValue())
                .collect(Collectors.joining("&"));
        return names(
                acme.admin()
                        .again()
                        .get(acme.path() + "/token_policy/impact?size=1000&" + draft)
                        .requireStatus(200)
                        .json(),
                "items");
    }

    private static List<String> names(JsonNode response, String list) {
        return response.get(list)
                .valueStream()
                .map(token -> token.get("name").asString())
                .toList();
    }

    @Test
    void keys_that_would_have_expired_before_a_use_are_named_with_their_uses() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client user = ledger.newUser();
        acme.put(user, "organization_member");
        Client earlier = Client.of(ledger).bearer(user.newKey("created-earlier"));
        travel(Duration.ofDays(1));
        Instant begin = ledger.clock().instant();
        user = user.again();
        Client late = Client.of(ledger).bearer(user.newKey("used-late"));
        Client early = Client.of(ledger).bearer(user.newKey("used-early"));
        user.newKey("never-used");
        Client bounded = Client.of(ledger)
                .bearer(user.post("/users/me/api_keys", Map.of("name", "short-lived", "expires_in_minutes", 1_440))
                        .requireStatus(201)
                        .text("key"));
        String rotated = user.newKey("rotated");
        for (Client key : List.of(earlier, late, early, bounded)) {
            key.get("/users/me").requireStatus(200);
        }
        travel(Duration.ofDays(6));
        user = user.again();
        Client renewed = Client.of(ledger)
                .bearer(user.post("/users/me/api_keys/rotated/rotate", Map.of()).text("key"));
        Client.of(ledger).bearer(rotated).get("/users/me").requireStatus(401);
        travel(Duration.ofDays(4));
        Instant last = ledger.clock().instant();
        for (Client key : List.of(earlier, late, late, renewed)) {
            key.get("/users/me").requireStatus(200);
        }

        JsonNode week = simulate(acme.id(), Map.of("max_lifetime_minutes", 7 * 1_440), begin);

        assertThat(week.get("expired_before_use").asInt()).isEqualTo(1);
        JsonNode token = week.get("expired_before_use_tokens").get(0);
        assertThat(token.get("name").asString()).isEqualTo("used-late");
        assertThat(token.get("reason").asString()).isEqualTo("max_lifetime_minutes");
        assertThat(Instant.parse(token.get("expired_at").asString()))
                .isBetween(
                        begin.plus(Duration.ofDays(7)),
                        begin.plus(Duration.ofDays(7)).plusSeconds(60));
        assertThat(token.get("uses").asInt()).isEqualTo(2);
        assertThat(Instant.parse(token.get("last_used_at").asString()))
                .isBetween(last.truncatedTo(ChronoUnit.MILLIS), last.plusSeconds(60));
        assertThat(names(week, "not_issued_tokens"))
                .containsExactlyInAnyOrder("used-late", "used-early", "never-used", "rotated");
        assertThat(names(week, "violates_today_tokens"))
                .containsExactlyInAnyOrder("created-earlier", "used-late", "used-early", "never-used", "rotated");

        JsonNode idle = simulate(acme.id(), Map.of("max_idle_days", 8), begin);

        assertThat(names(idle, "expired_before_use_tokens")).containsExactlyInAnyOrder("created-earlier", "used-late");
        assertThat(idle.get("expired_before_use").asInt()).isEqualTo(2);
        assertThat(idle.get("not_issued").asInt()).isZero();
        assertThat(names(idle, "violates_today_tokens")).containsExactlyInAnyOrder("used-early", "never-used");

        JsonNode everywhere = simulate(null, Map.of("max_lifetime_minutes", 7 * 1_440), begin);
        assertThat(names(everywhere, "expired_before_use_tokens")).contains("used-late");
        assertThat(names(everywhere, "violates_today_tokens")).contains("used-late", "created-earlier");
    }

    @Test
    void keys_of_superusers_do_not_violate_a_policy_that_only_administrators_may_create_keys() {
        TestOrganization acme = TestOrganization.of(ledger);
        Client user = ledger.newUser();
        acme.put(user, "organization_member");
        Instant begin = ledger.clock().instant();
        user.newKey("of-a-member");
        ledger.admin().newKey("of-a-superuser");
        Map<String, Object> policy = Map.of("creation", "admins_only");

        JsonNode everywhere = simulate(null, policy, begin);

        for (String list : List.of("not_issued_tokens", "violates_today_tokens")) {
            assertThat(names(everywhere, list)).contains("of-a-member").doesNotContain("of-a-superuser");
        }
        JsonNode organization = simulate(acme.id(), policy, begin);
        assertThat(names(organization, "violates_today_tokens"))
                .containsExactly("of-a-member")
                .isEqualTo(namesThatViolate(acme, policy));
        assertThat(organization.get("expired_before_use").asInt()).isZero();
    }

    private static void travel(Duration time) {
        ledger.clock().travel(time);
    }

    @Test
    void a_simulation_needs_a_policy_a_beginning_and_a_reader() {
        TestOrganization acme = TestOrganization.of(ledger);
        Map<String, Object> body =
                Map.of("organization", acme.id(), "policy", Map.of("max_idle_days", 3), "from", "2026-01-01T00:00:00Z");

        acme.auditor().post("/ledger/policy_simulations", body).requireStatus(200);
        acme.member().post("/ledger/policy_simulations", body).requireStatus(403);
        ledger.newUser().post("/ledger/policy_simulations", body).requireStatus(404);
        acme.admin()
                .post(
                        "/ledger/policy_simulations",
                        Map.of("policy", Map.of("max_idle_days", 3), "from", "2026-01-01T00:00:00Z"))
                .requireStatus(403);
        assertThat(acme.auditor()
                        .post("/ledger/policy_simulations", Map.of("organization", acme.id()))
                        .requireStatus(422)
                        .body())
                .contains("'policy' and 'from' are required");
        acme.auditor()
                .post(
                        "/ledger/policy_simulations",
                        Map.of(
                                "organization",
                                acme.id(),
                                "policy",
                                Map.of("max_idle_days", 0),
                                "from",
                                "2026-01-01T00:00:00Z"))
                .requireStatus(422);
        acme.auditor()
                .post(
                        "/ledger/policy_simulations",
                        Map.of(
                                "organization",
                                UUID.randomUUID().toString(),
                                "policy",
                                Map.of("max_idle_days", 1),
                                "from",
                                "2026-01-01T00:00:00Z"))
                .requireStatus(404);
    }

    /** To a reader of all organizations, an answer without affected keys would look like a harmless policy. */
    @Test
    void an_unknown_organization_and_a_misspelled_rule_are_rejected() {
        TestOrganization acme = TestOrganization.of(ledger);
        String unknown = UUID.randomUUID().toString();
        Map<String, Object> rule = Map.of("max_idle_days", 1);
        Map<String, Object> misspelled = Map.of("creation", "allowed", "max_idle_day", 1);
        String from = "2026-01-01T00:00:00Z";

        ledger.admin()
                .post("/ledger/policy_simulations", Map.of("organization", unknown, "policy", rule, "from", from))
                .requireStatus(404);
        acme.admin()
                .post(
                        "/ledger/policy_simulations",
                        Map.of("organization", acme.id(), "policy", misspelled, "from", from))
                .requireStatus(400);
        acme.admin()
                .put("/organizations/" + acme.id() + "/token_policy", misspelled)
                .requireStatus(400);
    }

    private static JsonNode simulate(@Nullable String organization, Map<String, Object> policy, Instant from) {
        Map<String, Object> body = new HashMap<>(Map.of("policy", policy, "from", from.toString()));
        if (organization != null) {
            body.put("organization", organization);
        }
        return Awaitility.await()
                .until(() -> ledger.admin().post("/ledger/policy_simulations", body), answer -> answer.status() == 200)
                .json();
    }
}
