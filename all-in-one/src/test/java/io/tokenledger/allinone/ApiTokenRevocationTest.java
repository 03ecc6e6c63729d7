package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.ConcurrentCallers;
import io.tokenledger.allinone.harness.Concurrently;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RecordedEvent;
import io.tokenledger.allinone.harness.TestOrganization;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.events.usage.Channel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Revoking one API token ends it on every channel, for every holder. Its key and the key's other API tokens stay valid.
 */
class ApiTokenRevocationTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void it_is_refused_on_every_way_and_its_key_and_the_next_token_are_not() {
        String key = user.newKey("exchanged");
        String token = exchange(key);
        Client holder = Client.of(ledger).bearer(token);
        holder.get("/users/me").requireStatus(200);

        revoke(token);

        holder.get("/users/me").requireStatus(401);
        holder.get("/oauth2/verify").requireStatus(401);
        assertThat(introspect(token)).isEqualTo("{\"active\":false}");
        String next = exchange(key);
        Client.of(ledger).bearer(next).get("/users/me").requireStatus(200);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(200);
        assertThat(events("token.use_refused", "reason", "revoked")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s\n", " %s", "\t%s\r\n", "%s "})
    void blanks_and_line_ends_around_a_value_are_no_part_of_it(String spelling) {
        String key = user.newKey("k " + Unique.text());
        String token = exchange(key);
        String spelt = spelling.formatted(key);
        assertThat(introspect(spelling.formatted(token))).startsWith("{\"active\":true");
        assertThat(introspect(spelt)).startsWith("{\"active\":true");
        Client.of(ledger).form("/auth/login", Map.of("password", spelt)).requireStatus(200);
        Client.of(ledger)
                .bearer(key)
                .form("/oauth2/introspect", Map.of("token", spelt))
                .requireStatus(200);

        revoke(spelling.formatted(token));
        Client.of(ledger).bearer(token).get("/users/me").requireStatus(401);
        revoke(spelt);
        Client.of(ledger).bearer(key).get("/users/me").requireStatus(401);
    }

    @Test
    void what_was_exchanged_for_it_ends_with_it_and_nothing_more_is() {
        TestOrganization acme = TestOrganization.of(ledger);
        String workspace = acme.workspace(true);
        String session = acme.member().headers().get("Authorization").substring("Bearer ".length());
        String ofSession = enter(workspace, session);
        String plane = "/w/" + workspace + "/api/v1/current-user";
        Client inside = Client.of(ledger).bearer(ofSession);
        inside.get(plane).requireStatus(200);
        assertThat(introspect(ofSession)).startsWith("{\"active\":true");

        revoke(session);

        inside.get(plane).requireStatus(401);
        assertThat(introspect(ofSession)).isEqualTo("{\"active\":false}");
        Client.of(ledger)
                .bearer(session)
                .form("/w/" + workspace + "/api/v1/login", Map.of("grant_type", "zenml-external"))
                .requireStatus(401);
    }

    @Test
    void a_workspace_token_ends_alone() {
        TestOrganization acme = TestOrganization.of(ledger);
        String workspace = acme.workspace(true);
        String session = acme.member().headers().get("Authorization").substring("Bearer ".length());
        String one = enter(workspace, session);
        String other = enter(workspace, session);
        String plane = "/w/" + workspace + "/api/v1/current-user";

        revoke(one);

        Client.of(ledger).bearer(one).get(plane).requireStatus(401);
        Client.of(ledger).bearer(other).get(plane).requireStatus(200);
        acme.member().get("/users/me").requireStatus(200);
    }

    @Test
    void of_many_revocations_at_once_all_succeed_and_one_is_written() {
        String token = exchange(user.newKey("contended"));

        List<Answer> answers =
                Concurrently.run(32, () -> Client.of(ledger).form("/oauth2/revoke", Map.of("token", token)));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        revoke(token);
        assertThat(events("account.api_token_revoked", "accountId", user.id())).hasSize(1);
        Client.of(ledger).bearer(token).get("/users/me").requireStatus(401);
    }

    @Test
    void no_use_that_starts_after_the_answer_is_accepted_on_any_node() {
        CredentialVerifier[] doors = ledger.applications().stream()
                .map(application -> application.getBean(CredentialVerifier.class))
                .toArray(CredentialVerifier[]::new);
        CredentialReader reader = ledger.bean(CredentialReader.class);
        RequestOrigin origin = new RequestOrigin(Unique.ip(), "race", "race");
        AtomicInteger turn = new AtomicInteger();
        for (int round = 0; round < 10; round++) {
            String token = exchange(user.newKey("racing " + round));
            PresentedCredential credential = reader.read(Secret.of(token));
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger after = new AtomicInteger();
            AtomicInteger wrong = new AtomicInteger();
            Runnable use = () -> {
                boolean late = ended.get();
                VerificationResult decision = doors[turn.getAndIncrement() % doors.length].verify(new VerifyCredential(
                        credential, Channel.INTROSPECTION, origin, null, AccessRequirement.NONE, null));
                if (late) {
                    wrong.addAndGet(decision instanceof VerificationResult.Accepted ? 1 : 0);
                    after.incrementAndGet();
                }
            };
            ConcurrentCallers.busy(4, use, () -> {
                revoke(token);
                ended.set(true);
                Awaitility.await().until(() -> after.get() > 40);
            });
            assertThat(wrong).hasValue(0);
        }
    }

    @Test
    void the_trail_and_the_timeline_of_its_key_say_so_and_name_no_account_that_asked() {
        Answer key = user.createKey("leaked-token");
        String token = exchange(key.text("key"));
        Client finder = Client.of(ledger);

        finder.form("/oauth2/revoke", Map.of("token", token)).requireStatus(200);

        JsonNode row = Awaitility.await()
                .until(
                        () -> Timelines.of(user, key.text("id"))
                                .valueStream()
                                .filter(one -> one.get("action").asString().equals("account.api_token_revoked"))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);
        assertThat(row.get("reason").asString()).isEqualTo("revoked by holder");
        assertThat(row.get("owner_id").asString()).isEqualTo(user.id());
        assertThat(row.at("/actor/account_id").isNull()).isTrue();
        assertThat(row.at("/actor/session_id")).isEqualTo(row.at("/data/jti"));
    }

    @Test
    void a_token_that_was_found_in_public_ends_by_a_leak_report_too() {
        String token = exchange(user.newKey("in a repository"));

        Client.of(ledger)
                .post("/ledger/leak_reports", Map.of("credentials", List.of(token), "source", "a repository"))
                .requireStatus(202);

        Client.of(ledger).bearer(token).get("/users/me").requireStatus(401);
    }

    @Test
    void what_the_ledger_did_not_sign_is_not_known_and_counts_as_a_guess() {
        String token = exchange(user.newKey("forged"));
        String forged = token.substring(0, token.length() - 6) + "AAAAAA";
        Client guesser = Client.of(ledger);

        guesser.form("/oauth2/revoke", Map.of("token", forged)).requireStatus(200);

        Client.of(ledger).bearer(token).get("/users/me").requireStatus(200);
        assertThat(events("token.use_refused", "ip", guesser.headers().get("X-Forwarded-For")))
                .hasSize(1);
    }

    private String exchange(String key) {
        return Client.of(ledger)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private String enter(String workspace, String credential) {
        return Client.of(ledger)
                .bearer(credential)
                .form("/w/" + workspace + "/api/v1/login", Map.of("grant_type", "zenml-external"))
                .requireStatus(200)
                .text("access_token");
    }

    private void revoke(String token) {
        Client.of(ledger).form("/oauth2/revoke", Map.of("token", token)).requireStatus(200);
    }

    private String introspect(String token) {
        return ledger.admin()
                .form("/oauth2/introspect", Map.of("token", token))
                .requireStatus(200)
                .body();
    }

    private List<RecordedEvent> events(String type, String field, String value) {
        return ledger.events().stream()
                .filter(event -> event.type().equals(type) && event.text(field).equals(value))
                .toList();
    }
}
