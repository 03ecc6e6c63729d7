package io.tokenledger.console.session;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page to which a browser returns after the sign-in. Only pages of the console, so that no link leads elsewhere. */
final class ReturnPath {
    /** The first page. */
    static final String HOME = "/console/tokens";

    private static final Pattern OWN_PAGE =
            Pattern.compile("/console/[A-Za-z0-9/_.~%-]*(\\?[A-Za-z0-9=&_.~%+:,/*-]*)?");
    private static final int MAX_LENGTH = 1_000;

    private ReturnPath() {}

    /** The path if it is a page of the console; otherwise the first page. */
    static String of(@Nullable String path) {
        return path != null
                        && path.length() <= MAX_LENGTH
                        && OWN_PAGE.matcher(path).matches()
                        && !path.contains("//")
                        && !path.startsWith("/console/sign-in")
                ? path
                : HOME;
    }
}
