package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as ZenML's client reads it. The ledger does not start or stop workspaces, so each of them is available.
 *
 * @param url the URL of the workspace, without a slash at the end
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
    /**
     * The version that ZenML's client receives. The client compares it with its own and logs a warning if they differ.
     */
    public static final String ZENML_VERSION = "0.98.0";

    private static final String AVAILABLE = "available";

    /** The ZenML server behind the workspace. */
    @Schema(name = "WorkspaceService")
    public record Service(Configuration configuration, Status status) {
        /** The configured version. */
        @Schema(name = "WorkspaceServiceConfiguration")
        public record Configuration(String version) {}

        /** The current URL and version. */
        @Schema(name = "WorkspaceServiceStatus")
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
