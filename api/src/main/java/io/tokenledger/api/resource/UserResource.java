package io.tokenledger.api.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.authorization.Action;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as ZenML's client and server read it.
 *
 * @param organizationId the organization that a service account belongs to; null for a user
 * @param permissions present only if the request asks for them
 */
public record UserResource(
        UUID id,
        String username,
        String name,
        @Nullable String email,
        @Nullable String avatarUrl,
        boolean isActive,
        boolean isSuperuser,
        boolean isServiceAccount,
        @Nullable UUID organizationId,
        @Nullable String description,

        @ArraySchema(schema = @Schema(implementation = InstanceRole.class))
        List<String> roles,

        List<Membership> organizations,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Grant> permissions) {

    /** One organization that the account belongs to. */
    public record Membership(UUID id, String name, OrganizationRole role) {}

    /** Actions that the account may perform in an organization, in a workspace or, without either, on the instance. */
    @Schema(name = "PermissionGrant")
    public record Grant(
            @Nullable UUID organizationId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            UUID workspaceId,

            List<String> actions) {
        public static Grant of(@Nullable UUID organizationId, @Nullable UUID workspaceId, Collection<Action> actions) {
            return new Grant(
                    organizationId,
                    workspaceId,
                    actions.stream().map(Action::wire).sorted().distinct().toList());
        }
    }

    public static UserResource of(
            UUID id,
            AccountKind kind,
            String username,
            String name,
            @Nullable String email,
            @Nullable String description,
            boolean active,
            Set<InstanceRole> roles,
            @Nullable UUID organizationId,
            List<Membership> organizations) {
        return new UserResource(
                id,
                username,
                name,
                email,
                null,
                active,
                roles.contains(InstanceRole.SUPERUSER),
                kind == AccountKind.SERVICE_ACCOUNT,
                organizationId,
                description,
                roles.stream().map(InstanceRole::wire).sorted().toList(),
                organizations,
                null);
    }

    public UserResource withPermissions(List<Grant> grants) {
        return new UserResource(
                id,
                username,
                name,
                email,
                avatarUrl,
                isActive,
                isSuperuser,
                isServiceAccount,
                organizationId,
                description,
                roles,
                organizations,
                grants);
    }

    /**
     * Replaces a missing email address by the username, as ZenML Pro does. A ZenML server copies each account that
     * enters, and fails if the address is missing.
     */
    public UserResource withPlaceholderEmail() {
        return email != null
                ? this
                : new UserResource(
                        id,
                        username,
                        name,
                        username,
                        avatarUrl,
                        isActive,
                        isSuperuser,
                        isServiceAccount,
                        organizationId,
                        description,
                        roles,
                        organizations,
                        permissions);
    }
}
