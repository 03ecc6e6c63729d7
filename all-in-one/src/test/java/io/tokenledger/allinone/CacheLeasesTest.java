package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.command.token.HeldKeyFinder;
import io.tokenledger.events.usage.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** The leases of several processes' credential caches, and how commands wait for them. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "postgres|axonserver",
        disabledReason = "a ledger on an embedded store has one door; runs in the execution 'split'")
class CacheLeasesTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void a_change_waits_for_a_process_with_a_stale_cache_until_its_lease_expires() {
        String name = "watched-" + Unique.text();
        user.newKey(name);
        long begun = System.nanoTime();
        ledger.jdbc()
                .update(
                        "INSERT INTO command_side.door VALUES (?, ?, clock_timestamp() + interval '3 seconds')",
                        UUID.randomUUID(),
                        ledger.head());

        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).requireStatus(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_process_that_lost_contact_with_the_events_verifies_nothing_until_it_has_caught_up() {
        ConfigurableApplicationContext application = ledger.applications().getFirst();
        SmartLifecycle sight = application.getBean("eventLogFollower", SmartLifecycle.class);
        Secret key = Secret.of(user.newKey("blind-" + Unique.text()));
        assertThat(ask(application, key)).isInstanceOf(VerificationResult.Accepted.class);

        sight.stop();
        try {
            assertThatThrownBy(() -> ask(application, key))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));
            // Commands do not wait for this process. If the command bus routes the command to it, it answers 503.
            assertThat(user.post("/users/me/api_keys", Map.of("name", "meanwhile " + Unique.text()))
                            .status())
                    .isIn(201, 503);
        } finally {
            sight.start();
        }
        await().ignoreExceptions().until(() -> ask(application, key) instanceof VerificationResult.Accepted);
    }

    /** A process without current caches must still be able to revoke a key that its holder presents. */
    @Test
    void a_held_value_is_looked_up_in_the_table_and_not_in_the_cache() {
        ConfigurableApplicationContext application = ledger.applications().getFirst();
        String name = "held-" + Unique.text();
        Answer made = user.createKey(name);
        PresentedKey held =
                (PresentedKey) application.getBean(CredentialReader.class).read(Secret.of(made.text("key")));
        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).requireStatus(200);
        HeldKeyFinder keys = application.getBean(HeldKeyFinder.class);
        assertThat(keys.find(held).orElseThrow().active()).isFalse();

        ledger.jdbc() // as if another process had made a change that this process has not received
                .update("UPDATE command_side.credential SET active = true WHERE token_id = ?::uuid", made.text("id"));

        assertThat(keys.find(held).orElseThrow().active()).isTrue();
    }

    /** Uses this process's own verifier, because with Axon Server another process may verify the key. */
    private static VerificationResult ask(ConfigurableApplicationContext application, Secret key) {
        VerifyCredential question = new VerifyCredential(
                application.getBean(CredentialReader.class).read(key),
                Channel.FORWARD_AUTH,
                new RequestOrigin(Unique.ip(), "doors", "doors"),
                null,
                AccessRequirement.NONE,
                null);
        return application
                .getBean("localCredentialVerifier", CredentialVerifier.class)
                .verify(question);
    }
}
