package io.tokenledger.command.leakreport;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.eventstore.startup.StartupException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the signatures of GitHub's secret scanning (ECDSA on P-256 with SHA-256) with the configured public keys. Without
 * keys, reports count unsigned: a report can only end credentials whose values its sender knows.
 */
@Component
class GithubSignatures {
    private static final String KEY_ID = "Github-Public-Key-Identifier";
    private static final String SIGNATURE = "Github-Public-Key-Signature";

    private final Map<String, PublicKey> keys;

    GithubSignatures(LeakReportProperties settings, JsonMapper json) {
        Path file = settings.githubKeysFile();
        this.keys = file == null ? Map.of() : read(file, json);
    }

    /**
     * Rejects the report if keys are configured and none of them signed it.
     *
     * @return whether GitHub signed the report; false if no keys are configured
     */
    boolean isVerified(byte[] body, HttpServletRequest request) {
        if (keys.isEmpty()) {
            return false;
        }
        @Nullable String id = request.getHeader(KEY_ID);
        PublicKey key = id == null ? null : keys.get(id);
        @Nullable String signature = request.getHeader(SIGNATURE);
        if (key == null || signature == null || !isValid(key, signature, body)) {
            throw ProblemCode.SIGNATURE_NOT_VALID.because(
                    "The report is not signed by one of the configured keys of GitHub's secret scanning.");
        }
        return true;
    }

    private static boolean isValid(PublicKey key, String signature, byte[] body) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(body);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            return false;
        }
    }

    /** Reads the document that GitHub publishes at {@code /meta/public_keys/secret_scanning}. */
    private static Map<String, PublicKey> read(Path file, JsonMapper json) {
        Map<String, PublicKey> keys = new HashMap<>();
        try {
            for (JsonNode key : json.readTree(Files.readAllBytes(file)).get("public_keys")) {
                String pem = key.get("key").asString().replaceAll("-----[A-Z ]+-----|\\s", "");
                keys.put(
                        key.get("key_identifier").asString(),
                        KeyFactory.getInstance("EC")
                                .generatePublic(new X509EncodedKeySpec(
                                        Base64.getDecoder().decode(pem))));
            }
        } catch (IOException
                | JacksonException
                | GeneralSecurityException
                | IllegalArgumentException
                | NullPointerException unreadable) {
            throw new StartupException(
                    "LEDGER_LEAK_REPORTS_GITHUB_KEYS_FILE names %s, which is not the document with the public keys of GitHub's secret scanning (%s)."
                            .formatted(file, unreadable),
                    unreadable);
        }
        return keys;
    }
}
