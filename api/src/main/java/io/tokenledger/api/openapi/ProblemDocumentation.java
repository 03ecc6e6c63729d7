package io.tokenledger.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tokenledger.api.problem.RouteConvention;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Documents that every route may respond with a problem. The format depends on the convention of the route alone. */
@Component
class ProblemDocumentation implements OpenApiCustomizer {
    private static final String UNAUTHORIZED = "Unauthorized";
    private static final String TOO_MANY_REQUESTS = "TooManyRequests";
    private static final String UNAVAILABLE = "Unavailable";
    private static final String ERROR = "Error";

    @Override
    public void customise(OpenAPI document) {
        Components components = document.getComponents();
        for (RouteConvention convention : RouteConvention.values()) {
            components.addSchemas(schemaName(convention), schema(convention));
            components.addResponses(
                    prefix(convention) + UNAUTHORIZED,
                    response(convention, "No credential, or one that is not valid")
                            .addHeaderObject("WWW-Authenticate", new Header().$ref("WWW-Authenticate")));
            components.addResponses(
                    prefix(convention) + TOO_MANY_REQUESTS, waiting(convention, "A limit of the caller was exceeded"));
            components.addResponses(
                    prefix(convention) + UNAVAILABLE, waiting(convention, "The ledger cannot answer at present"));
            components.addResponses(
                    prefix(convention) + ERROR, response(convention, "A problem, with its cause and remedy"));
        }
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> add(operation, method, RouteConvention.of(path))));
    }

    private static void add(Operation operation, PathItem.HttpMethod method, RouteConvention convention) {
        boolean isOpen =
                operation.getSecurity() != null && operation.getSecurity().isEmpty();
        boolean isSignIn = method == PathItem.HttpMethod.POST && convention == RouteConvention.ZENML;
        if (!isOpen || isSignIn) {
            operation.getResponses().addApiResponse("401", reference(convention, UNAUTHORIZED));
        }
        operation.getResponses().addApiResponse("429", reference(convention, TOO_MANY_REQUESTS));
        operation.getResponses().addApiResponse("4XX", reference(convention, ERROR));
        operation.getResponses().addApiResponse("503", reference(convention, UNAVAILABLE));
    }

    private static ApiResponse reference(RouteConvention convention, String response) {
        return new ApiResponse().$ref(prefix(convention) + response);
    }

    private static ApiResponse waiting(RouteConvention convention, String description) {
        return response(convention, description).addHeaderObject("Retry-After", new Header().$ref("Retry-After"));
    }

    private static ApiResponse response(RouteConvention convention, String description) {
        String type = convention == RouteConvention.LEDGER ? "application/problem+json" : "application/json";
        return new ApiResponse()
                .description(description)
                .content(new Content()
                        .addMediaType(type, new MediaType().schema(new Schema<>().$ref(schemaName(convention)))))
                .addHeaderObject("X-Request-Id", new Header().$ref("X-Request-Id"));
    }

    private static String prefix(RouteConvention convention) {
        return switch (convention) {
            case ZENML -> "Zenml";
            case OAUTH2 -> "OAuth";
            case LEDGER -> "Ledger";
        };
    }

    private static String schemaName(RouteConvention convention) {
        return switch (convention) {
            case ZENML -> "ZenmlError";
            case OAUTH2 -> "OAuthError";
            case LEDGER -> "Problem";
        };
    }

    private static Schema<?> schema(RouteConvention convention) {
        ObjectSchema schema = new ObjectSchema();
        switch (convention) {
            case ZENML -> {
                schema.setDescription("An error in the format of ZenML");
                ArraySchema detail = new ArraySchema();
                detail.setItems(new StringSchema());
                detail.setMinItems(2);
                detail.setMaxItems(2);
                detail.setDescription("name of the exception, then the message");
                schema.addProperty("detail", detail);
            }
            case OAUTH2 -> {
                schema.setDescription("An error of OAuth 2.0 (RFC 6749, section 5.2)");
                schema.addProperty("error", new StringSchema());
                schema.addProperty("error_description", new StringSchema());
            }
            case LEDGER -> {
                schema.setDescription("A problem (RFC 9457)");
                schema.addProperty("type", new StringSchema().format("uri"));
                schema.addProperty("title", new StringSchema());
                schema.addProperty("status", new IntegerSchema());
                schema.addProperty("detail", new StringSchema().description("what is wrong with this request"));
                schema.addProperty("code", new StringSchema().description("stable name of this kind of problem"));
                schema.addProperty("remedy", new StringSchema().description("what the caller can do next"));
            }
        }
        schema.setRequired(List.copyOf(schema.getProperties().keySet()));
        return schema;
    }
}
