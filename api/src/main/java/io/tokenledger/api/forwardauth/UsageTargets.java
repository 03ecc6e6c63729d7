package io.tokenledger.api.forwardauth;

import static java.util.stream.Collectors.joining;

import io.tokenledger.api.text.PlainText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The target for which a credential was used. It is kept permanently, so it is short and has no query and no secret.
 */
public final class UsageTargets {
    private static final int MAX_LENGTH = 200;

    /** A longer path segment is not an object's name; it may be a key that a caller pasted. */
    private static final int MAX_SEGMENT = 64;

    /** Matches ids. {@code {id}} replaces them, so that uses of one route have the same target. */
    private static final Pattern ID = Pattern.compile("(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}"
            + "-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])");

    private UsageTargets() {}

    public static String of(String method, String path) {
        String target = method + " "
                + Stream.of(path.split("/", -1)).map(UsageTargets::segment).collect(joining("/"));
        return target.length() > MAX_LENGTH ? shortened(target) : target;
    }

    /** Replaces ids first: a path segment with two ids is long enough to look like a credential. */
    private static String segment(String segment) {
        String harmless = PlainText.sanitize(ID.matcher(segment).replaceAll("{id}"));
        return harmless.length() > MAX_SEGMENT ? "…" : harmless;
    }

    /** Never splits a surrogate pair. */
    private static String shortened(String target) {
        int length = Character.isHighSurrogate(target.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return target.substring(0, length);
    }
}
