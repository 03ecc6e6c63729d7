package io.tokenledger.api.idempotency;

import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code Idempotency-Key}: 1 to 255 visible ASCII characters. */
public final class IdempotencyKeyHeader {
    public static final String NAME = "Idempotency-Key";

    /** Maximum number of characters. */
    public static final int MAX_LENGTH = 255;

    private static final Pattern ACCEPTABLE = Pattern.compile("[\\x21-\\x7E]{1," + MAX_LENGTH + "}");

    private IdempotencyKeyHeader() {}

    /**
     * The key of the request; null if it has none.
     *
     * @throws io.tokenledger.api.problem.ProblemException if the header is repeated or malformed
     */
    public static @Nullable String of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(NAME));
        if (sent.size() > 1) {
            throw ProblemCode.BAD_REQUEST.because("The request has more than one Idempotency-Key. Send at most one.");
        }
        if (sent.isEmpty()) {
            return null;
        }
        String key = sent.getFirst();
        if (!ACCEPTABLE.matcher(key).matches()) {
            throw ProblemCode.BAD_REQUEST.because("The Idempotency-Key must have 1 to 255 visible ASCII characters.");
        }
        return key;
    }

    /** Whether the handler performs a repeated request only once. */
    public static boolean isAcceptedBy(Method handler) {
        return Arrays.stream(handler.getParameterTypes())
                .anyMatch(type -> type.isAnnotationPresent(AcceptsIdempotencyKey.class));
    }
}
