package io.tokenledger.api.openapi;

import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.tags.Tag;
import io.tokenledger.api.ApiLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/**
 * Adds id, tag, summary and description of each operation, and meanings of parameters, from {@code operations.yaml}. They
 * are in one file, because handlers of several routes share methods, and because ids must be stable and unique in the
 * whole document.
 */
@Component
class OperationTexts implements OpenApiCustomizer {
    private static final Pattern PATH_VARIABLE = Pattern.compile("\\{([A-Za-z]+)}");

    private record Texts(Map<String, String> tags, Map<String, String> parameters, Map<String, Text> operations) {}

    private record Text(
            String id,
            String tag,
            String summary,
            String description,
            @Nullable Object example) {}

    private final Texts texts = read();

    private static Texts read() {
        try (InputStream in = Objects.requireNonNull(OperationTexts.class.getResourceAsStream("/operations.yaml"))) {
            return Yaml.mapper().readValue(in, Texts.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void customise(OpenAPI document) {
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    describe(operation, texts.operations().get(method + " " + path));
                    addPathParameters(operation, path);
                    describeParameters(operation);
                }));
        document.setTags(texts.tags().entrySet().stream()
                .map(tag -> new Tag().name(tag.getKey()).description(tag.getValue()))
                .toList());
    }

    private static void describe(Operation operation, @Nullable Text text) {
        if (text != null) { // OpenApiDocumentTest reports a missing text
            operation.setOperationId(text.id());
            operation.setTags(List.of(text.tag()));
            operation.setSummary(text.summary());
            operation.setDescription(text.description());
            if (text.example() != null && operation.getRequestBody() != null) {
                operation.getRequestBody().getContent().values().forEach(media -> media.setExample(text.example()));
            }
        }
    }

    /** Documents every path variable as a parameter, even if no handler argument names it. */
    private static void addPathParameters(Operation operation, String path) {
        PATH_VARIABLE
                .matcher(path)
                .results()
                .map(variable -> variable.group(1))
                .filter(name -> operation.getParameters() == null
                        || operation.getParameters().stream()
                                .noneMatch(parameter -> parameter.getName().equals(name)))
                .forEach(name -> operation.addParametersItem(
                        new PathParameter().name(name).schema(new StringSchema())));
    }

    private void describeParameters(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(OperationTexts::limit);
            operation.getParameters().stream()
                    .filter(parameter -> parameter.getDescription() == null)
                    .forEach(parameter ->
                            parameter.setDescription(texts.parameters().get(parameter.getName())));
        }
    }

    /** The limits of {@code PageRequest}, {@code Slice} and {@code Limit}. */
    private static void limit(Parameter parameter) {
        switch (parameter.getName()) {
            case "page" -> limit(parameter, 1, 1, ApiLimits.MAX_PAGE_INDEX);
            case "offset" -> limit(parameter, 0, 0, ApiLimits.MAX_OFFSET);
            case "size", "limit" -> limit(parameter, 1, ApiLimits.DEFAULT_PAGE_SIZE, null);
            default -> {} // has no numeric limits, or declares them itself
        }
    }

    private static void limit(Parameter parameter, int min, int byDefault, @Nullable Integer max) {
        Schema<?> schema = parameter.getSchema();
        schema.setMinimum(BigDecimal.valueOf(min));
        schema.setDefault(byDefault);
        if (max != null) {
            schema.setMaximum(BigDecimal.valueOf(max));
        }
    }
}
