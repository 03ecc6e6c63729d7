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
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerificationResult;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.command.token.HeldKeyFinder;
import io.tokenledger.events.usage.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Several doors of one ledger, and what each waits for. */
@EnabledIfSystemProperty(
        named = "ledger.setting",
        matches = "postgres|axonserver",
        disabledReason = "a ledger on an embedded store has one door; runs in the execution 'split'")
class CacheLeasesTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final Client user = ledger.newUser();

    @Test
    void a_change_waits_for_a_door_that_has_not_heard_of_it_until_that_may_decide_no_more() {
        String name = "watched-" + Unique.text();
        user.newKey(name);
        ledger.jdbc()
                .update(
                        "INSERT INTO command_side.door VALUES (?, ?, clock_timestamp() + interval '3 seconds')",
                        UUID.randomUUID(),
                        ledger.head());

        long begun = System.nanoTime();
        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).demand(200);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(8));
    }

    @Test
    void a_door_that_does_not_see_what_others_change_decides_nothing_and_does_so_again_once_it_does() {
        ConfigurableApplicationContext application = ledger.applications().getFirst();
        SmartLifecycle sight = application.getBean("foreignChanges", SmartLifecycle.class);
        Secret key = Secret.of(user.newKey("blind-" + Unique.text()));
        assertThat(ask(application, key)).isInstanceOf(VerificationResult.Accepted.class);

        sight.stop();
        try {
            assertThatThrownBy(() -> ask(application, key))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            refused -> assertThat(refused.refusal().code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));
            // Nobody waits for it; where commands are spread over the doors, it is asked about some and has to say no.
            assertThat(user.post("/users/me/api_keys", Map.of("name", "meanwhile " + Unique.text()))
                            .status())
                    .isIn(201, 503);
        } finally {
            sight.start();
        }
        await().ignoreExceptions().until(() -> ask(application, key) instanceof VerificationResult.Accepted);
    }

    /** One that does not see what others change still ends what it is told to end. */
    @Test
    void a_value_that_somebody_holds_is_looked_up_as_its_key_is_stored() {
        ConfigurableApplicationContext application = ledger.applications().getFirst();
        String name = "held-" + Unique.text();
        Answer made = user.createKey(name);
        PresentedKey held =
                (PresentedKey) application.getBean(CredentialReader.class).read(Secret.of(made.text("key")));
        user.patch("/users/me/api_keys/" + name, Map.of("active", false)).demand(200);
        HeldKeyFinder keys = application.getBean(HeldKeyFinder.class);
        assertThat(keys.find(held).orElseThrow().active()).isFalse();

        ledger.jdbc() // as another process would, of which this one has not heard
                .update("UPDATE command_side.credential SET active = true WHERE token_id = ?::uuid", made.text("id"));

        assertThat(keys.find(held).orElseThrow().active()).isTrue();
    }

    /** Past the bus, which may carry the question to another process. */
    private static VerificationResult ask(ConfigurableApplicationContext application, Secret key) {
        VerifyCredential question = new VerifyCredential(
                application.getBean(CredentialReader.class).read(key),
                Channel.FORWARD_AUTH,
                new RequestOrigin(Unique.ip(), "doors", "doors"),
                null,
                null,
                null);
        FutureCallback<VerifyCredential, VerificationResult> answer = new FutureCallback<>();
        application
                .getBean("commandBus", CommandBus.class)
                .dispatch(GenericCommandMessage.asCommandMessage(question), answer);
        CommandResultMessage<? extends VerificationResult> result = answer.getResult();
        if (result.optionalExceptionResult().orElse(null) instanceof RuntimeException refused) {
            throw refused;
        }
        return result.getPayload();
    }
}
