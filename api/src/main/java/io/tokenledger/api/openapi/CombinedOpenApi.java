package io.tokenledger.api.openapi;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The OpenAPI document of both sides, also in a process that runs only one. A test compares {@code openapi.json} with
 * the documents that both sides generate together.
 */
@Component
public class CombinedOpenApi {
    private final Supplier<OpenAPI> document = SingletonSupplier.of(CombinedOpenApi::read);
    private final Supplier<Map<PathPattern, Set<String>>> methods = SingletonSupplier.of(this::byPath);

    public OpenAPI document() {
        return document.get();
    }

    /** The HTTP methods of a path; empty if no documented route matches. */
    public Set<String> methods(String path) {
        PathContainer requested = PathContainer.parsePath(path);
        Set<String> answered = new TreeSet<>();
        methods.get().forEach((pattern, of) -> {
            if (pattern.matches(requested)) {
                answered.addAll(of);
            }
        });
        return answered;
    }

    private Map<PathPattern, Set<String>> byPath() {
        Map<PathPattern, Set<String>> all = new LinkedHashMap<>();
        document().getPaths().forEach((path, item) -> {
            Set<String> answered = new TreeSet<>();
            item.readOperationsMap().keySet().forEach(method -> answered.add(method.name()));
            all.put(PathPatternParser.defaultInstance.parse(path), answered);
        });
        return all;
    }

    private static OpenAPI read() {
        try (InputStream in = Objects.requireNonNull(CombinedOpenApi.class.getResourceAsStream("/openapi.json"))) {
            return Json31.mapper().readValue(in, OpenAPI.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
