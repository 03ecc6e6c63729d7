package io.tokenledger.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.tokenledger.api.problem.RouteConvention;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds to the OpenAPI document what handlers do not declare: authentication, and the problems of each convention.
 */
@Configuration
class OpenApiConfiguration {
    private static final String BEARER = "bearer";

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, RequestOrigin.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Token Ledger")
                        .version("0.1")
                        .description(
                                "Issues, verifies, rotates and revokes API keys, and records their uses. Routes below"
                                        + " /ledger, /oauth2 and /.well-known are specific to Token Ledger."
                                        + " All other routes are compatible with ZenML Pro."))
                .servers(List.of(new Server().url("/"))) // otherwise the caller sets the address, by a header
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key (ZENPROKEY_…) or an API token (JWT).")));
    }

    /** Every route may respond with a problem; its format depends on the convention alone. */
    @Bean
    OpenApiCustomizer problemResponses() {
        return document -> document.getPaths()
                .forEach((path, item) -> item.readOperations()
                        .forEach(operation -> operation
                                .getResponses()
                                .addApiResponse("4XX", problemResponse(RouteConvention.of(path)))
                                .addApiResponse("503", problemResponse(RouteConvention.of(path)))));
    }

    /** A process that runs one side also documents the other, because callers do not know which side serves a route. */
    @Bean
    @ConditionalOnProperty("ledger.side")
    OpenApiCustomizer bothSides(CombinedOpenApi combined) {
        return document -> {
            document.setPaths(combined.document().getPaths());
            document.setComponents(combined.document().getComponents());
            document.setTags(combined.document().getTags());
        };
    }

    private static ApiResponse problemResponse(RouteConvention convention) {
        String type = convention == RouteConvention.LEDGER ? "application/problem+json" : "application/json";
        return new ApiResponse()
                .description("A problem, with its cause and remedy")
                .content(new Content().addMediaType(type, new MediaType().schema(body(convention))));
    }

    private static Schema<?> body(RouteConvention convention) {
        return switch (convention) {
            case ZENML -> new ObjectSchema().addProperty("detail", new ArraySchema().items(new StringSchema()));
            case OAUTH2 ->
                new ObjectSchema()
                        .addProperty("error", new StringSchema())
                        .addProperty("error_description", new StringSchema());
            case LEDGER ->
                new ObjectSchema()
                        .addProperty("type", new StringSchema())
                        .addProperty("title", new StringSchema())
                        .addProperty("status", new IntegerSchema())
                        .addProperty("detail", new StringSchema())
                        .addProperty("code", new StringSchema())
                        .addProperty("remedy", new StringSchema());
        };
    }
}
