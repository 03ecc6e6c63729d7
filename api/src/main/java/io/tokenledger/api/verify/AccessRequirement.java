package io.tokenledger.api.verify;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account must be allowed to do in addition to presenting a valid credential.
 *
 * @param workspace id or name of a workspace that it must be allowed to enter; null if any
 * @param organizationId id of an organization that it must belong to; null if any
 * @param role role that it must have: one of the instance, in the organization or in the workspace; null if any
 */
public record AccessRequirement(
        @Nullable String workspace,
        @Nullable UUID organizationId,
        @Nullable String role) {
    /** A valid credential is enough. */
    public static final AccessRequirement NONE = new AccessRequirement(null, null, null);

    /** Entry to a workspace; {@link #NONE} without an id. */
    public static AccessRequirement workspace(@Nullable UUID workspaceId) {
        return workspaceId == null ? NONE : new AccessRequirement(workspaceId.toString(), null, null);
    }
}
