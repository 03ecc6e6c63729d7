package io.tokenledger.console.client;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.text.InstantText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Reads and writes the JSON of the API. Ignores fields that no page shows. */
final class ApiJson {
    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(InstantText.jacksonModule())
            .addModule(new SimpleModule("secrets").addSerializer(Secret.class, new SecretSerializer()))
            .build();

    <T> T read(byte[] body, Class<T> type) {
        return mapper.readValue(body, type);
    }

    byte[] write(Object body) {
        return mapper.writeValueAsBytes(body);
    }

    /** The problem in a body of one of the API's three formats. */
    ApiProblemException problem(int status, byte[] body) {
        try {
            JsonNode problem = mapper.readTree(body);
            JsonNode detail = problem.path("detail");
            if (detail.isArray()) {
                return new ApiProblemException(
                        status, "", detail.path(1).asString("The ledger answered " + status + "."), "");
            }
            return new ApiProblemException(
                    status,
                    problem.path("code").asString(""),
                    detail.asString(problem.path("error_description").asString("The ledger answered " + status + ".")),
                    problem.path("remedy").asString(""));
        } catch (JacksonException noJson) {
            return new ApiProblemException(status, "", "The ledger answered " + status + ".", "");
        }
    }

    /** Writes a secret in plain text, which only the API gets. */
    private static final class SecretSerializer extends StdSerializer<Secret> {
        SecretSerializer() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
            json.writeString(secret.reveal());
        }
    }
}
