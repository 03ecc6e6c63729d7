package io.tokenledger.api.mvc;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.text.PlainText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/** Rejects unknown fields of a {@link StrictBody}. */
public final class UnknownFieldHandler extends DeserializationProblemHandler {
    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> reader,
            Object bodyOrType,
            String field) {
        Class<?> type = bodyOrType instanceof Class<?> given ? given : bodyOrType.getClass();
        if (StrictBody.class.isAssignableFrom(type)) {
            throw ProblemCode.BAD_VALUE.because(
                    "'%s' is not a field of this request. Send only the fields that /v3/api-docs lists.",
                    PlainText.sanitize(field));
        }
        return false;
    }
}
