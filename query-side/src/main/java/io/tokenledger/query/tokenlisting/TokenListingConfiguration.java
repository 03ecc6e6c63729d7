package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;

/** Adds the filters of the listing to the OpenAPI document, which cannot infer them from the handler. */
@Configuration
class TokenListingConfiguration {
    @Bean
    OperationCustomizer filtersOfTheListing() {
        return (operation, handler) -> {
            GetMapping route = handler.getMethodAnnotation(GetMapping.class);
            if (route != null && Arrays.asList(route.value()).contains("/ledger/tokens")) {
                filters()
                        .forEach((name, meaning) -> operation.addParametersItem(new QueryParameter()
                                .name(name)
                                .description(meaning)
                                .schema(new StringSchema())));
            }
            return operation;
        };
    }

    private static Map<String, String> filters() {
        Map<String, String> filters = new LinkedHashMap<>();
        filters.put("owner", "id of the account that owns the key");
        filters.put("owner_kind", "user or service_account");
        filters.put("organization", "id of an organization that the owner belongs to");
        filters.put("state", "active, inactive, expired or deleted; without it all but deleted ones");
        for (String instant : new String[] {"created", "expires", "last_used"}) {
            filters.put(instant + "_after", "an instant; itself included");
            filters.put(instant + "_before", "an instant; itself excluded");
        }
        filters.put("rotated_before", "an instant; a key that was never rotated counts from its creation");
        filters.put("unused_since", "an instant; neither used nor created since");
        filters.put("created_from", "an address or a network that the key was created from");
        filters.put("used_from", "an address or a network that the key was used from");
        filters.put("never_used", "true or false");
        filters.put("owner_active", "true or false: whether the owner's account works");
        filters.put("many_networks", "true or false: used from five networks or more in the last thirty days");
        filters.put("no_expiry", "true or false");
        filters.put("q", "a part of name or description");
        filters.put("as_of", "an instant or the position of an event: the listing as it stood then");
        filters.put("sort", "created, expires_at or last_used_at; with '-' before it the latest first");
        filters.put("cursor", "next_cursor of the page before, with the same filters");
        return filters;
    }
}
