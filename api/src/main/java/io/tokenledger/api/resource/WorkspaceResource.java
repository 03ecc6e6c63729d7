package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as ZenML's client reads it. The ledger starts and stops no workspaces, so one that exists is
 * available.
 *
 * @param url where the workspace answers, without a slash at the end
 */
public record WorkspaceResource(
        UUID id,
        String name,
        @Nullable String description,
        UUID organizationId,
        OrganizationResource organization,
        String url,
        boolean openToMembers,
        String desiredState,
        String stateReason,
        String status,
        @JsonProperty("zenml_service") Service service,
        Instant created,
        Instant updated) {
    /** The version that ZenML's client is told; it only compares it with its own, and warns. */
    public static final String ZENML_VERSION = "0.98.0";

    private static final String AVAILABLE = "available";

    /** The ZenML server behind the workspace. */
    public record Service(Configuration configuration, Status status) {
        /** What it was set up with. */
        public record Configuration(String version) {}

        /** What it is now. */
        public record Status(String serverUrl, String version) {}
    }

    public static WorkspaceResource of(
            UUID id,
            String name,
            @Nullable String description,
            OrganizationResource organization,
            String url,
            boolean openToMembers,
            Instant created,
            Instant updated) {
        return new WorkspaceResource(
                id,
                name,
                description,
                organization.id(),
                organization,
                url,
                openToMembers,
                AVAILABLE,
                "",
                AVAILABLE,
                new Service(new Service.Configuration(ZENML_VERSION), new Service.Status(url, ZENML_VERSION)),
                created,
                updated);
    }
}
