package io.tokenledger.command.account;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.NameRules;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Name by which an account signs in: 1 to 255 letters, digits and {@code . _ - @ +}, unique regardless of case. */
public record Username(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._@+-]{1,255}");

    /** Clients resolve these segments of a path before they send it. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("\\.{1,2}");

    public Username {
        if (!ALLOWED.matcher(value).matches()) {
            throw ProblemCode.USERNAME_NOT_ALLOWED.because(
                    "A username must have 1 to 255 letters, digits and . _ - @ +.");
        }
        if (DOT_SEGMENT.matcher(value).matches()) {
            throw ProblemCode.USERNAME_NOT_ALLOWED.because("A username must not be . or .., because URLs contain it.");
        }
        NameRules.requireNoId(value);
    }

    /** Whether the text satisfies the rules for usernames. */
    public static boolean isValid(String text) {
        return ALLOWED.matcher(text).matches();
    }

    static Username of(@Nullable String value) {
        return new Username(value == null ? "" : value);
    }
}
