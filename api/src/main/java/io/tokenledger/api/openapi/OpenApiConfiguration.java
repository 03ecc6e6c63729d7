package io.tokenledger.api.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of the OpenAPI document that belong to no operation. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String CLIENT_SECRET = "clientSecret";
    private static final String SESSION = "session";

    private static final String DESCRIPTION = """
            Issues, verifies, rotates and revokes API keys, and records their uses. Routes below /ledger, /oauth2 and \
            /.well-known are specific to Token Ledger. All other routes are compatible with ZenML Pro.

            **Errors.** Routes below /ledger and /oauth2 answer with problem details (RFC 9457) or with the errors of \
            their RFC. All other routes answer `{"detail": ["Code", "message"]}`, as ZenML Pro does. Each error says \
            what to do.

            **Paging.** Each family of routes has one style:

            - ZenML's lists with `page` and `size` answer `index`, `max_size`, `total_pages`, `total` and `items`, and \
            name the first, previous, next and last page in the header `Link`.
            - `GET /organizations` and `GET /workspaces` take `offset` and `limit`, and answer an array, as ZenML Pro does.
            - Lists below /ledger that can be long take `limit` and `cursor`, and answer `items` and `next_cursor`. \
            `next_cursor` is null on the last page. A cursor works only with the filters that it was made for. Lists of \
            bulk operations, replays, projections and sinks are short and have one page.

            **Time.** Instants are UTC with three fractional digits (RFC 3339).
            """;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, RequestOrigin.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Token Ledger")
                        .version("0.1")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                        .contact(new Contact().name("The operator of this ledger"))
                        .description(DESCRIPTION))
                .servers(List.of(new Server().url("/"))) // otherwise the caller sets the address, by a header
                .addSecurityItem(new SecurityRequirement().addList(BEARER))
                .addSecurityItem(new SecurityRequirement().addList(SESSION))
                .components(new Components()
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("ledger_session")
                                        .description("A browser's session; writes also need the header X-CSRF-Token."))
                        .addSecuritySchemes(
                                CLIENT_SECRET,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description(
                                                "client_secret_basic: any client id, and an API key as the secret."))
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("An API key (ZENPROKEY_…) or an API token (JWT).")));
    }

    /** Generators need a media type for the body {@code null}, and none of them understands a schema for it. */
    @Bean
    OpenApiCustomizer nullBodies() {
        return document -> document.getPaths().values().stream()
                .flatMap(item -> item.readOperations().stream())
                .flatMap(operation -> operation.getResponses().values().stream())
                .filter(response -> NullBody.DESCRIPTION.equals(response.getDescription()))
                .forEach(response -> response.content(new Content().addMediaType("application/json", new MediaType())));
    }

    /** A process that runs one side also documents the other, because callers do not know which side serves a route. */
    @Bean
    @ConditionalOnProperty("ledger.side")
    OpenApiCustomizer bothSides(CombinedOpenApi combined) {
        return document -> {
            document.setPaths(combined.document().getPaths());
            document.setComponents(combined.document().getComponents());
            document.setTags(combined.document().getTags());
            document.setWebhooks(combined.document().getWebhooks());
        };
    }
}
