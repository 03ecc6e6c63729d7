package io.tokenledger.api.resource;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The strong {@code ETag} of an API key: generation, version, state and last use. It changes with every part of the
 * representation (RFC 9110, section 8.8.1), also with a use and with the expiry, which change no version. {@code If-Match}
 * compares the version alone: a use between read and write is no conflict.
 */
public final class ApiKeyETag {
    private static final Pattern TAG = Pattern.compile("\"[0-9]{1,10}-([0-9]{1,18})(?:-[a-z0-9-]{1,40})?\"");

    private ApiKeyETag() {}

    /**
     * The tag of a representation.
     *
     * @param version position of the key's last event in its own stream, from 0
     */
    public static String of(ApiKeyResource key, long version) {
        String lastUse =
                key.lastUsedAt() == null ? "" : Long.toString(key.lastUsedAt().toEpochMilli(), Character.MAX_RADIX);
        return "\"%d-%d-%s-%s\""
                .formatted(key.generation(), version, key.state().wire(), lastUse);
    }

    /**
     * The version that {@code If-Match} requires; null if it is absent or {@code *}.
     *
     * @throws ProblemException if the text is no tag of an API key
     */
    public static @Nullable Long requiredVersion(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        Matcher tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw ProblemCode.STALE_VERSION.because("The ETag in If-Match does not match this API key.");
        }
        return Long.valueOf(tag.group(1));
    }
}
