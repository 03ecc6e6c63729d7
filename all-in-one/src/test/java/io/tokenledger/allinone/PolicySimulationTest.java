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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
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
        assertThat(predicted
                        .get("per_day")
                        .valueStream()
                        .mapToInt(day -> day.get("uses_affected").asInt())
                        .sum())
                .isEqualTo(predicted.get("uses_affected").asInt());
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

    private static JsonNode simulate(String organization, Map<String, Object> policy, Instant from) {
        return Awaitility.await()
                .until(
                        () -> ledger.admin()
                                .post(
                                        "/ledger/policy_simulations",
                                        Map.of(
                                                "organization",
                                                organization,
                                                "policy",
                                                policy,
                                                "from",
                                                from.toString())),
                        answer -> answer.status() == 200)
                .json();
    }
}
