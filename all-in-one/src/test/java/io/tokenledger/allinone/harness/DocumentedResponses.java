package io.tokenledger.allinone.harness;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares every response that a test receives with the OpenAPI document: its status, headers, type and body. */
public final class DocumentedResponses {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode DOCUMENT = read();
    private static final Map<PathPattern, JsonNode> PATHS = paths();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    /** Headers that no client reads by itself: instructions for browsers and proxies. */
    private static final Set<String> NOT_FOR_CLIENTS =
            Set.of("x-content-type-options", "x-frame-options", "x-accel-buffering");

    /** Ports of older builds, whose responses follow an older document. */
    private static final Set<Integer> OLDER = ConcurrentHashMap.newKeySet();

    private DocumentedResponses() {}

    /** Accepts all responses from this port. */
    static void ignore(int port) {
        OLDER.add(port);
    }

    /** Fails if the document does not describe the response. Routes outside of the document are not checked. */
    static void requireDocumented(HttpResponse<byte[]> response) {
        String method = response.request().method().toLowerCase(Locale.ROOT);
        String path = response.request().uri().getRawPath();
        JsonNode operation = operation(path).path(method);
        if (operation.isMissingNode()
                || response.statusCode() == 405
                || OLDER.contains(response.request().uri().getPort())) {
            return;
        }
        String name = method + " " + path + " " + response.statusCode();
        JsonNode documented = resolved(documented(operation, response.statusCode()));
        if (documented.isMissingNode()) {
            throw new AssertionError("openapi.json does not document this status: " + name + " " + text(response));
        }
        requireHeaders(name, response, documented);
        requireBody(name, response, documented);
    }

    /** What in a body the schema does not permit. The schema may refer to components of the checked-in document. */
    public static List<Error> errors(JsonNode schema, JsonNode body) {
        return schema(schema).validate(body);
    }

    private static JsonNode operation(String path) {
        PathContainer requested = PathContainer.parsePath(path);
        return PATHS.entrySet().stream()
                .filter(entry -> entry.getKey().matches(requested))
                .min(Map.Entry.comparingByKey(PathPattern.SPECIFICITY_COMPARATOR))
                .map(Map.Entry::getValue)
                .orElse(JSON.createObjectNode());
    }

    private static JsonNode documented(JsonNode operation, int status) {
        JsonNode responses = operation.get("responses");
        JsonNode exact = responses.path(Integer.toString(status));
        return exact.isMissingNode() ? responses.path(status / 100 + "XX") : exact;
    }

    private static void requireHeaders(String name, HttpResponse<byte[]> response, JsonNode documented) {
        Set<String> described = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        described.addAll(documented.path("headers").propertyNames());
        response.headers().map().keySet().stream()
                .map(header -> header.toLowerCase(Locale.ROOT))
                .filter(header -> header.matches("x-.*|etag|link|retry-after|www-authenticate"))
                .filter(header -> !NOT_FOR_CLIENTS.contains(header) && !described.contains(header))
                .forEach(header -> {
                    throw new AssertionError("openapi.json does not document the header " + header + " of " + name);
                });
    }

    private static void requireBody(String name, HttpResponse<byte[]> response, JsonNode documented) {
        JsonNode content = documented.path("content");
        if (response.body().length == 0) {
            return;
        }
        if (content.isEmpty()) {
            throw new AssertionError("openapi.json documents no body for " + name + ": " + text(response));
        }
        String type = response.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            throw new AssertionError("openapi.json does not document the type " + type + " of " + name);
        }
        if (media.path("schema").isMissingNode()) {
            if (!text(response).equals("null")) {
                throw new AssertionError("openapi.json documents the body null for " + name + ": " + text(response));
            }
        } else if (type.endsWith("json") && !type.contains("ndjson")) {
            List<Error> errors = errors(media.get("schema"), JSON.readTree(response.body()));
            if (!errors.isEmpty()) {
                throw new AssertionError("openapi.json does not describe " + name + ": "
                        + errors.stream().limit(5).toList() + " in " + text(response));
            }
        }
    }

    private static Schema schema(JsonNode schema) {
        return COMPILED.computeIfAbsent(schema.toString(), text -> {
            ObjectNode whole = JSON.createObjectNode();
            whole.setAll((ObjectNode) schema);
            whole.set("components", DOCUMENT.get("components"));
            return SCHEMAS.getSchema(whole);
        });
    }

    private static JsonNode resolved(JsonNode response) {
        String reference = response.path("$ref").asString("");
        return reference.isEmpty() ? response : DOCUMENT.at(reference.substring(1));
    }

    private static String text(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        return body.length() > 1_000 ? body.substring(0, 1_000) : body;
    }

    private static Map<PathPattern, JsonNode> paths() {
        Map<PathPattern, JsonNode> paths = new LinkedHashMap<>();
        DOCUMENT.get("paths")
                .forEachEntry((path, item) -> paths.put(PathPatternParser.defaultInstance.parse(path), item));
        return paths;
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(DocumentedResponses.class.getResourceAsStream("/openapi.json"))) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
