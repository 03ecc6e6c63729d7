package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.ConcurrentCallers;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.authentication.signing.SigningKeyRing;
import io.tokenledger.events.usage.Channel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Concurrent requests have one consistent outcome. */
class RaceTest {
    /** The long form is {@code -Drace.commits=10000 -Drace.rounds=200}. */
    private static final int COMMITS = Integer.getInteger("race.commits", 200);

    private static final int ROUNDS = Integer.getInteger("race.rounds", 8);
    private static final int TRIALS_PER_ROUND = 200;

    private static final int WRITERS = 20;

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void of_64_rotations_with_the_same_if_match_one_wins() {
        Answer created = user.createKey("contended");
        Client careful = user.with("If-Match", created.header("ETag"));

        List<Answer> answers = Concurrently.run(
                64, () -> careful.post("/users/me/api_keys/contended/rotate", Map.of("retain_period_minutes", 0)));

        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 412)).hasSize(63);
        String winner = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .text("key");
        Client.of(ledger).bearer(winner).get("/users/me").requireStatus(200);
        Client.of(ledger).bearer(created.text("key")).get("/users/me").requireStatus(401);
    }

    @Test
    void of_32_creates_with_the_same_name_one_wins() {
        List<Answer> answers =
                Concurrently.run(32, () -> user.from(Unique.ip()).post("/users/me/api_keys", Map.of("name", "same")));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 409)).hasSize(31);
    }

    @Test
    void every_caller_in_a_burst_of_changes_and_uses_of_one_key_gets_a_response() {
        String key = user.newKey("busy");
        AtomicInteger turn = new AtomicInteger();

        List<Answer> answers = Concurrently.run(96, () -> switch (turn.getAndIncrement() % 3) {
            case 0 ->
                user.from(Unique.ip())
                        .patch("/users/me/api_keys/busy?wait=false", Map.of("description", Unique.text()));
            case 1 -> Client.of(ledger).from(Unique.ip()).form("/auth/login", Map.of("password", key));
            default -> Client.of(ledger).from(Unique.ip()).bearer(key).get("/oauth2/verify");
        });

        assertThat(answers).extracting(Answer::status).containsOnly(200);
    }

    @Test
    void no_use_that_starts_after_a_deactivation_was_acknowledged_is_accepted() {
        String key = user.newKey("racing");
        PresentedCredential credential = ledger.bean(CredentialReader.class).read(Secret.of(key));
        CredentialVerifier door = ledger.bean(CredentialVerifier.class);
        RequestOrigin origin = new RequestOrigin(Unique.ip(), "race", "race");
        AtomicInteger answered = new AtomicInteger(); // odd between a deactivation and the following activation
        AtomicInteger trials = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Runnable use = () -> {
            int before = answered.get();
            VerificationResult decision = door.verify(
                    new VerifyCredential(credential, Channel.FORWARD_AUTH, origin, null, AccessRequirement.NONE, null));
            boolean late = before % 2 == 1 && answered.get() == before;
            if (late && decision instanceof VerificationResult.Accepted) {
                wrong.incrementAndGet();
            }
            trials.incrementAndGet();
        };
        ConcurrentCallers.busy(4, use, () -> {
            for (int i = 0; i < ROUNDS; i++) {
                user.patch("/users/me/api_keys/racing?wait=false", Map.of("active", false))
                        .requireStatus(200);
                answered.incrementAndGet();
                int before = trials.get();
                while (trials.get() < before + TRIALS_PER_ROUND) {
                    Thread.onSpinWait();
                }
                answered.incrementAndGet();
                user.patch("/users/me/api_keys/racing?wait=false", Map.of("active", true))
                        .requireStatus(200);
            }
        });

        assertThat(trials.get()).isGreaterThanOrEqualTo(ROUNDS * TRIALS_PER_ROUND);
        assertThat(wrong.get()).isZero();
    }

    @Test
    void no_api_token_is_given_out_after_its_owner_was_deactivated() {
        String id = user.get("/users/me").text("id");
        String key = user.newKey("owned");
        AtomicBoolean acknowledged = new AtomicBoolean();
        AtomicInteger late = new AtomicInteger();
        Runnable logIn = () -> {
            boolean started = acknowledged.get();
            Answer login = Client.of(ledger).form("/auth/login", Map.of("password", key));
            if (started && login.status() == 200) {
                late.incrementAndGet();
            }
        };
        ConcurrentCallers.busy(8, logIn, () -> {
            ledger.admin().patch("/users/" + id, Map.of("active", false)).requireStatus(200);
            acknowledged.set(true);
            for (int i = 0; i < 50; i++) {
                Client.of(ledger).form("/auth/login", Map.of("password", key)).requireStatus(401);
            }
        });

        assertThat(late.get()).isZero();
        user.get("/users/me").requireStatus(401);
        ledger.admin().patch("/users/" + id, Map.of("active", true)).requireStatus(200);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
    }

    @Test
    void no_api_token_fails_while_signing_keys_change_under_it() {
        String key = user.newKey("signed");
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger good = new AtomicInteger();
        Runnable useAnew = () -> {
            int status =
                    Client.of(ledger).bearer(exchanged(key)).get("/users/me").status();
            (status == 200 ? good : failed).incrementAndGet();
        };
        ConcurrentCallers.busy(8, useAnew, () -> {
            String first = exchanged(key);
            for (int i = 0; i < 20; i++) {
                ledger.bean(SigningKeyRing.class).rotate();
                int before = good.get();
                await().pollInterval(Duration.ofMillis(2)).until(() -> good.get() > before + 8);
                Client.of(ledger).bearer(first).get("/users/me").requireStatus(200);
            }
        });
        assertThat(failed.get()).isZero();
    }

    private String exchanged(String key) {
        return Client.of(ledger)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    @Test
    void events_of_many_writers_at_once_reach_every_read_model_in_the_order_of_their_positions() {
        Queue<Client> writers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(ledger.newUser());
        }
        List<Answer> answers = Concurrently.run(WRITERS, () -> {
            Client client = writers.remove();
            for (int i = 0; i < COMMITS / WRITERS / 2; i++) {
                client.post("/users/me/api_keys?wait=false", Map.of("name", "k" + i))
                        .requireStatus(201);
                client.delete("/users/me/api_keys/k" + i + "?wait=false").requireStatus(200);
            }
            return client.createKey("last");
        });
        Timelines.of(ledger.admin(), answers.getFirst().text("id"));

        Map<Long, String> shown = new HashMap<>();
        ledger.jdbc().query("SELECT position, event_id FROM query_side.audit_trail_v3", row -> {
            shown.put(row.getLong("position"), row.getString("event_id"));
        });
        long upTo = shown.keySet().stream().max(Long::compare).orElseThrow();
        assertThat(shown)
                .isEqualTo(ledger.events().stream()
                        .filter(event -> event.position() <= upTo)
                        .collect(Collectors.toMap(RecordedEvent::position, RecordedEvent::id)));
    }
}
