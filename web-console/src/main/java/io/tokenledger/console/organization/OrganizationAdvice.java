package io.tokenledger.console.organization;

import io.tokenledger.console.client.ApiClient;
import io.tokenledger.console.client.Visitor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** Gives each page of an organization its name and description. */
@ControllerAdvice(basePackages = "io.tokenledger.console.organization")
class OrganizationAdvice {
    private final ApiClient api;

    OrganizationAdvice(ApiClient api) {
        this.api = api;
    }

    /** The organization of the page; null on the list of organizations. */
    @ModelAttribute("organization")
    @Nullable
    Organization organization(@PathVariable(required = false) @Nullable UUID organization, Visitor visitor) {
        return organization == null ? null : api.get(visitor, "/organizations/" + organization, Organization.class);
    }
}
