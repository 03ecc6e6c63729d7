package io.tokenledger.api.forwardauth;

import static java.util.stream.Collectors.joining;

import io.tokenledger.api.text.PlainText;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a credential was used for, short and harmless enough to be remembered for ever: never a query, never a secret. */
public final class UsageTargets {
    private static final int MAX_LENGTH = 200;

    /** A longer path segment names no object; it may be a key that a caller pasted. */
    private static final int MAX_SEGMENT = 64;

    /** Uses of one route are one target, whichever object they are about. */
    private static final Pattern ID = Pattern.compile("(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}"
            + "-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])");

    private UsageTargets() {}

    public static String of(String method, String path) {
        String target = method + " "
                + Stream.of(path.split("/", -1)).map(UsageTargets::segment).collect(joining("/"));
        return target.length() > MAX_LENGTH ? shortened(target) : target;
    }

    /** Ids go first: a path with two of them is long enough to look like a credential. */
    private static String segment(String segment) {
        String harmless = PlainText.harmless(ID.matcher(segment).replaceAll("{id}"));
        return harmless.length() > MAX_SEGMENT ? "…" : harmless;
    }

    /** Never half a character. */
    private static String shortened(String target) {
        int length = Character.isHighSurrogate(target.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return target.substring(0, length);
    }
}
