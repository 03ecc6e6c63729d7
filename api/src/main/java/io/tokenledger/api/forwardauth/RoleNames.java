package io.tokenledger.api.forwardauth;

import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.List;
import java.util.stream.Stream;

/** The names of all roles: those of the instance, of organizations and of workspaces. No two roles share a name. */
final class RoleNames {
    static final List<String> ALL = Stream.of(InstanceRole.values(), OrganizationRole.values(), WorkspaceRole.values())
            .flatMap(Stream::of)
            .map(WireNames::of)
            .toList();

    private RoleNames() {}

    static boolean isKnown(String name) {
        return ALL.contains(name);
    }

    /** Whether this is a role in a workspace. */
    static boolean isOfWorkspace(String name) {
        return Stream.of(WorkspaceRole.values())
                .anyMatch(role -> WireNames.of(role).equals(name));
    }
}
