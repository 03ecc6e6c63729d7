package io.tokenledger.api.credential;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.SecretDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values that were found somewhere and digests of such values, parsed.
 *
 * @param values the values in the order of the request
 * @param digests the digests in the order of the request
 */
public record FoundCredentials(List<PresentedCredential> values, List<SecretDigest> digests) {
    private static final UUID NO_KEY = new UUID(0, 0);

    /**
     * Parses both lists of a request; a missing list counts as empty.
     *
     * @throws io.tokenledger.api.problem.ProblemException if a digest is malformed
     */
    public static FoundCredentials parse(
            @Nullable List<String> values, @Nullable List<String> digests, CredentialReader reader) {
        return new FoundCredentials(
                values == null
                        ? List.of()
                        : values.stream()
                                .map(value -> reader.read(Secret.of(value)))
                                .toList(),
                digests == null
                        ? List.of()
                        : digests.stream().map(FoundCredentials::digest).toList());
    }

    /** All of them: first the values, then the digests as API keys whose id is unknown. */
    public List<PresentedCredential> all() {
        List<PresentedCredential> all = new ArrayList<>(values);
        digests.forEach(digest -> all.add(new PresentedKey(NO_KEY, digest)));
        return all;
    }

    private static SecretDigest digest(String hex) {
        try {
            return new SecretDigest(hex.strip().toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noDigest) {
            throw ProblemCode.BAD_VALUE.because(
                    "Each item of 'digests' must be 64 hexadecimal digits: SHA-256 of the 32 random bytes of a value.");
        }
    }
}
