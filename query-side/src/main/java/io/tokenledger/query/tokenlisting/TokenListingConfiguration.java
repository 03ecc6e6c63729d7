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
        filters.put("owner_kind", "kind of the owner: user or service_account");
        filters.put("organization", "id of an organization that the owner belongs to");
        filters.put("state", "active, inactive, expired or deleted; by default all except deleted");
        for (String instant : new String[] {"created", "expires", "last_used"}) {
            filters.put(instant + "_after", "an instant; inclusive");
            filters.put(instant + "_before", "an instant; exclusive");
        }
        filters.put(
                "rotated_before",
                "an instant; selects keys whose last rotation, or creation if never rotated, is earlier");
        filters.put("unused_since", "an instant; selects keys that were neither used nor created at or after it");
        filters.put("created_from", "an address or a network; selects keys that were created from it");
        filters.put("used_from", "an address or a network; selects keys that were used from it");
        filters.put("never_used", "true or false: whether the key was never used");
        filters.put("owner_active", "true or false: whether the owner's account is active");
        filters.put(
                "many_networks",
                "true or false: whether the key was used from five or more networks in the last 30 days");
        filters.put("no_expiry", "true or false: whether the key never expires");
        filters.put("q", "text that the name or description contains, regardless of case");
        filters.put("as_of", "an instant or the position of an event; returns the listing as of it");
        filters.put("sort", "created, expires_at or last_used_at; a leading '-' sorts the latest first");
        filters.put("cursor", "next_cursor of the previous page; send the same filters");
        return filters;
    }
}
