package io.tokenledger.command.leakreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.eventstore.startup.StartupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

/** Leak reports of the ledger's own format, and of GitHub's with its signature. */
class LeakReportReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEY_ID = "of-github";
    private static final byte[] PARTNER = bytes("""
            [{"token":"ZENPROKEY_1","type":"token_ledger_api_key","url":"https://github.com/a/b","source":"content"},
             {"token":"ZENPROKEY_2","type":"token_ledger_api_key","url":"","source":"commit","new_member":1}]""");

    private final KeyPair github = keyPair();

    @TempDir
    private Path folder;

    @Test
    void both_formats_are_read() {
        LeakReportReader reader = reader(null);

        List<LeakedValue> own =
                reader.read(bytes("{\"credentials\":[\"ZENPROKEY_1\"],\"source\":\"a scan\"}"), request(null, null));
        List<LeakedValue> partner = reader.read(PARTNER, request(null, null));

        assertThat(own).singleElement().satisfies(value -> {
            assertThat(value.credential().reveal()).isEqualTo("ZENPROKEY_1");
            assertThat(value.source()).isEqualTo("a scan");
        });
        assertThat(partner)
                .extracting(LeakedValue::source)
                .containsExactly(
                        "a report in GitHub's format, sender not verified, https://github.com/a/b",
                        "a report in GitHub's format, sender not verified");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"type\":\"t\"}]",
                "[null]",
                "{\"credentials\":[]}",
                "{\"credentials\":[null]}",
                "{\"source\":\"s\"}"
            })
    void a_report_without_values_is_rejected(String body) {
        assertThatThrownBy(() -> reader(null).read(bytes(body), request(null, null)))
                .isInstanceOf(ProblemException.class)
                .extracting(rejected -> ((ProblemException) rejected).problem().code())
                .isEqualTo(ProblemCode.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "[[]]", "{\"credentials\":{}}"})
    void what_is_no_report_is_rejected(String body) {
        assertThatThrownBy(() -> reader(null).read(bytes(body), request(null, null)))
                .isInstanceOfAny(HttpMessageNotReadableException.class, ProblemException.class);
    }

    @Test
    void with_configured_keys_only_the_signed_bytes_are_accepted() throws GeneralSecurityException {
        LeakReportReader reader = reader(keysFile());
        String signature = sign(github, PARTNER);
        byte[] changed = PARTNER.clone();
        changed[changed.length - 1] = ' ';

        assertThat(reader.read(PARTNER, request(KEY_ID, signature)))
                .extracting(LeakedValue::source)
                .containsExactly("GitHub secret scanning, https://github.com/a/b", "GitHub secret scanning");
        requireRejected(reader, PARTNER, request(null, signature));
        requireRejected(reader, PARTNER, request(KEY_ID, null));
        requireRejected(reader, PARTNER, request("another", signature));
        requireRejected(reader, PARTNER, request(KEY_ID, "no base64!"));
        requireRejected(reader, PARTNER, request(KEY_ID, sign(keyPair(), PARTNER)));
        requireRejected(reader, bytes(new String(PARTNER, StandardCharsets.UTF_8) + "\n"), request(KEY_ID, signature));
        assertThatThrownBy(() -> reader.read(changed, request(KEY_ID, signature)))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void the_own_format_needs_no_signature() {
        assertThat(reader(keysFile()).read(bytes("{\"credentials\":[\"a\"]}"), request(null, null)))
                .hasSize(1);
    }

    @Test
    void a_file_that_is_not_the_document_of_github_stops_the_start() throws IOException {
        Path file = Files.writeString(folder.resolve("wrong.json"), "{\"public_keys\":[{\"key\":\"no key\"}]}");

        assertThatThrownBy(() -> reader(file))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("LEDGER_LEAK_REPORTS_GITHUB_KEYS_FILE")
                .hasMessageContaining(file.toString());
    }

    private static void requireRejected(LeakReportReader reader, byte[] body, MockHttpServletRequest request) {
        assertThatThrownBy(() -> reader.read(body, request))
                .isInstanceOf(ProblemException.class)
                .extracting(rejected -> ((ProblemException) rejected).problem().code())
                .isEqualTo(ProblemCode.SIGNATURE_NOT_VALID);
    }

    private static LeakReportReader reader(@Nullable Path keysFile) {
        return new LeakReportReader(JSON, new GithubSignatures(new LeakReportProperties(keysFile), JSON));
    }

    /** The document as GitHub publishes it. */
    private Path keysFile() {
        String key = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(github.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        Map<String, ?> document =
                Map.of("public_keys", List.of(Map.of("key_identifier", KEY_ID, "key", key, "is_current", true)));
        try {
            return Files.write(folder.resolve("keys.json"), JSON.writeValueAsBytes(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockHttpServletRequest request(@Nullable String keyId, @Nullable String signature) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/ledger/leak_reports");
        if (keyId != null) {
            request.addHeader("Github-Public-Key-Identifier", keyId);
        }
        if (signature != null) {
            request.addHeader("Github-Public-Key-Signature", signature);
        }
        return request;
    }

    private static String sign(KeyPair keys, byte[] body) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
