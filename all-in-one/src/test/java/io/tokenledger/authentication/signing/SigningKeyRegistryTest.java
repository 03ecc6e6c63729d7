package io.tokenledger.authentication.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.FileSystemUtils;

/** A process with signing keys other than the other processes' does not start, and its message explains the remedy. */
class SigningKeyRegistryTest {
    private static final Pattern WAY_OUT = Pattern.compile("LEDGER_SIGNING_FORGET_KEYS=([0-9a-f-]{36})");

    private final Path other = LedgerUnderTest.newDirectory();

    @AfterEach
    void delete() {
        LedgerUnderTest.delete(other);
    }

    @Test
    void a_process_with_another_folder_is_refused_until_its_operator_gives_the_old_keys_up() {
        Path data = LedgerUnderTest.newDirectory();
        LedgerUnderTest ledger = LedgerUnderTest.start(data, LedgerUnderTest.ONE_OF_EACH_SIDE);
        String key = ledger.admin().newKey("survives");
        String apiToken = apiToken(ledger, key);
        boolean alone = System.getProperty("ledger.setting", "embedded").equals("embedded");
        if (alone) {
            ledger.stop(); // with several processes the others keep running
        }

        String refusal = startupFailure(() -> LedgerUnderTest.start(
                        data, Map.of("test.sides", "1", "ledger.signing.keys-dir", other.toString()))
                .stop());
        assertThat(refusal)
                .contains(
                        other.toString(),
                        "LEDGER_SIGNING_KEYS_DIR",
                        "its fingerprint key differs",
                        "would be rejected");

        if (!alone) {
            Client.of(ledger).bearer(apiToken).get("/users/me").requireStatus(200);
            ledger.stop();
        }
        Map<String, String> givenUp = Map.of(
                "test.sides",
                "1",
                "ledger.signing.keys-dir",
                other.toString(),
                "ledger.encryption.keys-dir", // these are not lost
                data.resolve("signing-keys/encryption").toString(),
                "ledger.signing.forget-keys",
                id(refusal));
        try (LedgerUnderTest again = LedgerUnderTest.start(data, givenUp)) {
            Client.of(again).bearer(apiToken).get("/users/me").requireStatus(401);
            Client.of(again).bearer(apiToken(again, key)).get("/users/me").requireStatus(200);
        }
    }

    @Test
    void a_copy_of_the_folder_that_lacks_the_newest_key_is_refused() throws IOException {
        LedgerUnderTest ledger = LedgerUnderTest.shared();
        SigningKeyRegistry registry = ledger.bean(SigningKeyRegistry.class);
        Path folder = ledger.bean(SigningProperties.class).keysDir();
        FileSystemUtils.copyRecursively(folder, other);
        SigningKeyRegistry ofTheCopy = process(other, null);
        assertThat(ofTheCopy.health().getStatus()).isEqualTo(Status.UP);

        ledger.bean(SigningKeyRing.class).rotate();
        registry.check();

        assertThat(startupFailure(() -> process(other, null)))
                .contains("the signing key " + ledger.bean(SigningKeyRing.class).currentId() + " is missing");
        ofTheCopy.check();
        assertThat(ofTheCopy.health().getStatus()).isEqualTo(Status.DOWN);
        process(folder, null);
        assertThat(registry.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void another_way_to_sign_is_refused_and_no_secret_is_shown() throws IOException {
        Path folder = LedgerUnderTest.shared().bean(SigningProperties.class).keysDir();
        Path secret = Files.writeString(other.resolve("secret"), "2".repeat(40));

        assertThat(startupFailure(() -> process(folder, secret)))
                .contains("LEDGER_SIGNING_HMAC_SECRET_FILE", "is missing")
                .doesNotContain("2222");
    }

    /** A registry as a starting process creates it, over the store of the shared ledger. */
    private static SigningKeyRegistry process(Path keysDir, @Nullable Path secret) {
        LedgerUnderTest ledger = LedgerUnderTest.shared();
        SigningProperties settings = new SigningProperties(
                keysDir, Duration.ofHours(1), Duration.ofDays(90), secret, SigningProperties.Issuer.PUBLIC_URL, null);
        Fingerprints fingerprints = new Fingerprints(settings, new SecureRandom());
        SigningKeyRing keys =
                new SigningKeyRing(settings, ledger.bean(CryptoProvider.class), fingerprints, ledger.clock());
        return new SigningKeyRegistry(
                ledger.bean(SigningKeyRepository.class), keys, fingerprints, settings, ledger.clock());
    }

    private static String apiToken(LedgerUnderTest ledger, String key) {
        return Client.of(ledger)
                .form("/auth/login", Map.of("password", key))
                .requireStatus(200)
                .text("access_token");
    }

    private static String startupFailure(ThrowingCallable start) {
        Throwable refused = NestedExceptionUtils.getMostSpecificCause(catchThrowable(start));
        assertThat(refused).isInstanceOf(StartupException.class);
        return refused.getMessage();
    }

    private static String id(String refusal) {
        Matcher found = WAY_OUT.matcher(refusal);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
