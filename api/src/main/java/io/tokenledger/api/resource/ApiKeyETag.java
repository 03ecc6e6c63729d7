package io.tokenledger.api.resource;

import io.tokenledger.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The {@code ETag} of an API key: its generation and its version. A use of the key does not change it. */
public final class ApiKeyETag {
    private ApiKeyETag() {}

    /**
     * The tag of a version.
     *
     * @param version position of the key's last event in its own stream, from 0
     */
    public static String of(int generation, long version) {
        return "\"" + generation + "-" + version + "\"";
    }

    /** The version that {@code If-Match} requires; null if it is absent or {@code *}. */
    public static @Nullable Long requiredVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        String tag = ifMatch.strip();
        int dash = tag.indexOf('-');
        if (tag.length() > 30 || dash < 2 || !tag.startsWith("\"") || !tag.endsWith("\"")) {
            throw ProblemCode.STALE_VERSION.because("The ETag in If-Match does not match this API key.");
        }
        try {
            return Long.valueOf(tag.substring(dash + 1, tag.length() - 1));
        } catch (NumberFormatException noVersion) {
            throw ProblemCode.STALE_VERSION.because("The ETag in If-Match does not match this API key.");
        }
    }
}
