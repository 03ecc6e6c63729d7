package io.tokenledger.api.mvc;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.resource.StrictBody;
import io.tokenledger.api.text.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Rejects unknown fields of a {@link StrictBody}. In all other bodies it rejects those that begin with {@code expire}: with
 * a misspelt expiry, such as {@code expires_in_days}, a key would never expire.
 */
public final class UnknownFieldHandler extends DeserializationProblemHandler {
    private static final String EXPIRY = "expire";

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> reader,
            Object bodyOrType,
            String field) {
        Class<?> type = bodyOrType instanceof Class<?> given ? given : bodyOrType.getClass();
        if (field.regionMatches(true, 0, EXPIRY, 0, EXPIRY.length())) {
            throw ProblemCode.UNKNOWN_FIELD.because(
                    "'%s' is not a field of this request. Send expires_in_minutes or expires_at.",
                    PlainText.sanitize(field));
        }
        if (StrictBody.class.isAssignableFrom(type)) {
            throw ProblemCode.UNKNOWN_FIELD.because("'%s' is not a field of this request.", PlainText.sanitize(field));
        }
        return false;
    }
}
