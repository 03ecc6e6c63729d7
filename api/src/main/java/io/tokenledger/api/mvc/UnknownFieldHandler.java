package io.tokenledger.api.mvc;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.text.PlainText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Rejects unknown fields of a {@link StrictBody}. In all other bodies it rejects those that look like a restriction: with a
 * misspelt expiry, such as {@code expires_in_days}, a key would never expire, and with {@code is_active} it would stay active.
 */
public final class UnknownFieldHandler extends DeserializationProblemHandler {
    private static final Pattern EXPIRY = Pattern.compile("expir.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern RESTRICTION =
            Pattern.compile("(is_?)?(active|inactive|retain|open).*", Pattern.CASE_INSENSITIVE);

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> reader,
            Object bodyOrType,
            String field) {
        Class<?> type = bodyOrType instanceof Class<?> given ? given : bodyOrType.getClass();
        if (EXPIRY.matcher(field).matches()) {
            throw ProblemCode.UNKNOWN_FIELD.because(
                    "'%s' is not a field of this request. Send expires_in_minutes or expires_at.",
                    PlainText.sanitize(field));
        }
        if (StrictBody.class.isAssignableFrom(type) || isRestriction(field)) {
            throw ProblemCode.UNKNOWN_FIELD.because("'%s' is not a field of this request.", PlainText.sanitize(field));
        }
        return false;
    }

    /** Clients of ZenML may send a whole object, with {@code active}, to create it. */
    private static boolean isRestriction(String field) {
        return RESTRICTION.matcher(field).matches() && !field.equals("active");
    }
}
