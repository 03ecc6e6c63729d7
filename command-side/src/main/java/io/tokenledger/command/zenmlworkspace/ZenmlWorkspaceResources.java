package io.tokenledger.command.zenmlworkspace;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resources that ZenML's client reads from a workspace, in ZenML's names and shapes. */
final class ZenmlWorkspaceResources {
    private ZenmlWorkspaceResources() {}

    /** {@code GET …/info}. */
    @Schema(name = "WorkspaceInfo")
    record ServerInfo(
            UUID id,
            String name,
            String version,
            boolean active,
            String deploymentType,
            String databaseType,
            String secretsStoreType,
            String authScheme,
            String serverUrl,
            String dashboardUrl,
            boolean analyticsEnabled,
            Map<String, String> metadata,
            String proApiUrl,
            String proDashboardUrl,
            UUID proOrganizationId,
            String proOrganizationName,
            UUID proWorkspaceId,
            String proWorkspaceName) {}

    /** The form of {@code POST …/login}, for the OpenAPI document only; requests are never bound to it. */
    @Schema(name = "WorkspaceLoginForm")
    record LoginForm(@Nullable String grantType, @Nullable String password) {
        @Override
        public String toString() {
            return "LoginForm[" + grantType + "]";
        }
    }

    /** {@code POST …/login} (RFC 6749, section 5.1). */
    @Schema(name = "WorkspaceLogin")
    record Login(
            String accessToken,
            String tokenType,
            long expiresIn,
            @Nullable String refreshToken,
            @Nullable String scope) {
        @Override
        public String toString() {
            return "Login[" + expiresIn + "]";
        }
    }

    /** {@code GET …/current-user}, and the one stack. */
    record Model<B, M>(
            UUID id,
            String name,
            boolean permissionDenied,
            B body,
            M metadata,
            @Nullable Object resources) {}

    /** Body of a user. */
    @Schema(name = "ZenmlUserBody")
    record UserBody(
            Instant created,
            Instant updated,
            boolean active,
            String fullName,
            boolean emailOptedIn,
            boolean isServiceAccount,
            boolean isAdmin,
            @Nullable UUID defaultProjectId,
            @Nullable String avatarUrl) {}

    /** Metadata of a user. */
    @Schema(name = "ZenmlUserMetadata")
    record UserMetadata(@Nullable String email, UUID externalUserId, Map<String, String> userMetadata) {}

    /** Body of a stack. */
    @Schema(name = "ZenmlStackBody")
    record StackBody(
            Instant created, Instant updated, @Nullable UUID userId) {}

    /** Metadata of a stack. */
    @Schema(name = "ZenmlStackMetadata")
    record StackMetadata(@Nullable String description, Map<String, List<Object>> components) {}
}
