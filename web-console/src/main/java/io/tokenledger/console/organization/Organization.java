package io.tokenledger.console.organization;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization, as {@code GET /organizations/{organizationId}} describes it. */
public record Organization(UUID id, String name, @Nullable String description) {

    /** The route of the API for the organization. */
    String api() {
        return "/organizations/" + id;
    }

    /** The page of the organization. */
    String page() {
        return "/console/organizations/" + id;
    }
}
