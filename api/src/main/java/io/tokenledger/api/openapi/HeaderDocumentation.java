package io.tokenledger.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.forwardauth.ForwardAuthHeaders;
import io.tokenledger.api.resource.ApiKeyResource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents the headers of responses. */
@Component
class HeaderDocumentation implements OpenApiCustomizer {
    /** Reads from read models without the parameter {@code replay}. */
    private static final Set<String> WITHOUT_REPLAY = Set.of("/users/me/sessions", "/oauth2/revocations");

    private static final String KEY = "#/components/schemas/" + ApiKeyResource.class.getSimpleName();

    @Override
    public void customise(OpenAPI document) {
        Components components = document.getComponents();
        components.addHeaders("X-Request-Id", header("id of the request, in all events that it caused"));
        components.addHeaders("WWW-Authenticate", header("schemes by which the request can authenticate"));
        components.addHeaders("ETag", header("version of the key, with its state and last use"));
        components.addHeaders("Link", header("first, previous, next and last page (RFC 8288)"));
        components.addHeaders("Retry-After", number("seconds after which a retry may succeed"));
        components.addHeaders("X-Ledger-Position", number("position up to which the answer contains all events"));
        components.addHeaders(
                "X-Ledger-Listed",
                header("true if listings show the change, otherwise false; absent if an idempotent write is repeated"));
        components.addHeaders("X-Ledger-Lag-Ms", number("age, in milliseconds, of the oldest event that is missing"));
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> operation.getResponses().forEach((status, response) -> {
                            if (response.get$ref() == null) {
                                add(response, "X-Request-Id");
                            }
                            if (status.startsWith("2")) {
                                document(response, path, method, operation);
                            }
                        })));
        document.getPaths().values().stream()
                .map(PathItem::getGet)
                .filter(read ->
                        read != null && read.getResponses().values().stream().anyMatch(HeaderDocumentation::showsKey))
                .forEach(HeaderDocumentation::addNotModified);
    }

    private static void document(ApiResponse response, String path, PathItem.HttpMethod method, Operation operation) {
        if (showsKey(response)) {
            add(response, "ETag");
        }
        boolean isRead = method == PathItem.HttpMethod.GET;
        if (isRead && (has(operation, "page") || has(operation, "offset"))) {
            add(response, "Link");
        }
        if (isRead && (has(operation, "replay") || WITHOUT_REPLAY.contains(path))) {
            add(response, "X-Ledger-Position");
            add(response, "X-Ledger-Lag-Ms");
        }
        if (!isRead && has(operation, "wait")) {
            add(response, "X-Ledger-Listed");
        }
        if (isRead && path.equals("/users/me")) {
            response.addHeaderObject(
                    ForwardAuthHeaders.KEY_EXPIRES_AT, header(ForwardAuthHeaders.KEY_EXPIRES_AT_MEANING));
        }
        if (path.equals(ForwardAuth.PATH)) {
            Map<String, String> headers = new TreeMap<>(ForwardAuthHeaders.MEANINGS);
            ForwardAuthHeaders.ALIASES.forEach(
                    (name, meaning) -> headers.put(name, "LEDGER_FORWARD_AUTH_HEADERS " + meaning));
            headers.forEach((name, meaning) -> response.addHeaderObject(name, header(meaning)));
        }
    }

    private static void addNotModified(Operation read) {
        read.addParametersItem(new HeaderParameter()
                .name("If-None-Match")
                .description("the `ETag` that the caller has; 304 if it is still current")
                .schema(new StringSchema()));
        ApiResponse unchanged = new ApiResponse().description("Unchanged since the ETag in If-None-Match");
        add(unchanged, "ETag");
        add(unchanged, "X-Request-Id");
        add(unchanged, "X-Ledger-Position");
        add(unchanged, "X-Ledger-Lag-Ms");
        read.getResponses().addApiResponse("304", unchanged);
    }

    private static void add(ApiResponse response, String name) {
        response.addHeaderObject(name, new Header().$ref(name));
    }

    private static boolean showsKey(ApiResponse response) {
        return response.getContent() != null
                && response.getContent().values().stream()
                        .anyMatch(media -> media.getSchema() != null
                                && KEY.equals(media.getSchema().get$ref()));
    }

    private static boolean has(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(one -> one.getName().equals(parameter));
    }

    private static Header header(String meaning) {
        return new Header().description(meaning).schema(new StringSchema());
    }

    private static Header number(String meaning) {
        Schema<?> schema = new IntegerSchema().format("int64");
        return new Header().description(meaning).schema(schema);
    }
}
