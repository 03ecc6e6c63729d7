package io.tokenledger.api.openapi;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Adds an example to each success response in JSON, by the name of its schema, from {@code response-examples.json}. They
 * are recorded responses without their secrets. OpenApiDocumentTest demands one for each schema and validates it.
 */
@Component
class ResponseExamples implements OpenApiCustomizer {
    private static final String JSON = "application/json";

    private final Map<String, Object> examples = read();

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .flatMap(operation -> operation.getResponses().entrySet().stream())
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> add(document.getComponents(), response.getValue()));
    }

    private void add(Components components, ApiResponse response) {
        MediaType json =
                response.getContent() == null ? null : response.getContent().get(JSON);
        if (json == null || json.getSchema() == null) {
            return;
        }
        Schema<?> schema = json.getSchema();
        boolean list = schema.getItems() != null;
        String of = name(list ? schema.getItems() : schema);
        Object value = of == null ? null : examples.get(of);
        if (value != null) {
            String example = list ? of + "Array" : of;
            components.addExamples(example, new Example().value(list ? List.of(value) : value));
            json.addExamples("response", new Example().$ref("#/components/examples/" + example));
        }
    }

    private static @Nullable String name(Schema<?> schema) {
        String reference = schema.get$ref();
        return reference == null ? null : reference.substring(reference.lastIndexOf('/') + 1);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read() {
        try (InputStream in =
                Objects.requireNonNull(ResponseExamples.class.getResourceAsStream("/response-examples.json"))) {
            return Json31.mapper().readValue(in, Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
