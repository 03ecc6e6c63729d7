package io.tokenledger.historygenerator;

import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes organizations and their workspaces and appends the resulting events. */
final class OrganizationActions {
    private final SeededIds ids;
    private final SeededRandom chance;
    private final ActionSchedule agenda;
    private final EventBuffer journal;

    OrganizationActions(SeededIds ids, SeededRandom chance, ActionSchedule agenda, EventBuffer journal) {
        this.ids = ids;
        this.chance = chance;
        this.agenda = agenda;
        this.journal = journal;
    }

    /** Creates the organization. Its creator is its first administrator. */
    GeneratedOrganization create(long now, String name, GeneratedAccount maker, Map<String, String> cause) {
        GeneratedOrganization organization = new GeneratedOrganization(ids.timeOrdered(now), name);
        journal.append(now, organization, new OrganizationCreated(organization.id, name, null), cause);
        putMember(now, organization, maker, OrganizationRole.ORGANIZATION_ADMIN, cause);
        return organization;
    }

    void describe(long now, GeneratedOrganization organization, String description, Map<String, String> cause) {
        organization.description = description;
        journal.append(
                now, organization, new OrganizationDescribed(organization.id, organization.name, description), cause);
    }

    void putMember(
            long now,
            GeneratedOrganization organization,
            GeneratedAccount account,
            OrganizationRole role,
            Map<String, String> cause) {
        OrganizationRole before = organization.members.put(account, role);
        if (before == null) {
            account.memberships.add(organization);
            journal.append(now, organization, new MemberAdded(organization.id, account.id, role), cause);
        } else if (before != role) {
            journal.append(now, organization, new MemberRoleChanged(organization.id, account.id, role), cause);
        }
    }

    /** Also removes the member's workspace assignments, within seconds and with the same actor. */
    void removeMember(
            long now, GeneratedOrganization organization, GeneratedAccount account, Map<String, String> cause) {
        if (organization.members.remove(account) == null) {
            return;
        }
        account.memberships.remove(organization);
        journal.append(now, organization, new MemberRemoved(organization.id, account.id), cause);
        agenda.at(
                now + chance.between(20, 2 * EpochMillis.SECOND),
                later -> organization.workspaces.forEach(
                        workspace -> removeAssignment(later, workspace, account, cause)));
    }

    void setPolicy(long now, GeneratedOrganization organization, TokenPolicy policy, Map<String, String> cause) {
        if (!organization.policy.equals(policy)) {
            organization.policy = policy;
            journal.append(now, organization, new TokenPolicyChanged(organization.id, policy), cause);
        }
    }

    GeneratedWorkspace createWorkspace(
            long now,
            GeneratedOrganization organization,
            String name,
            GeneratedClient service,
            @Nullable String url,
            boolean openToMembers,
            Map<String, String> cause) {
        GeneratedWorkspace workspace = new GeneratedWorkspace(ids.timeOrdered(now), organization, name, service);
        workspace.url = url;
        workspace.openToMembers = openToMembers;
        organization.workspaces.add(workspace);
        journal.append(
                now,
                workspace,
                new WorkspaceCreated(workspace.id, organization.id, name, null, url, openToMembers),
                cause);
        return workspace;
    }

    void describeWorkspace(
            long now, GeneratedWorkspace workspace, String description, boolean open, Map<String, String> cause) {
        workspace.description = description;
        workspace.openToMembers = open;
        journal.append(
                now,
                workspace,
                new WorkspaceDescribed(
                        workspace.id, workspace.organization.id, workspace.name, description, workspace.url, open),
                cause);
    }

    void assign(
            long now,
            GeneratedWorkspace workspace,
            GeneratedAccount account,
            WorkspaceRole role,
            Map<String, String> cause) {
        if (workspace.assignments.put(account, role) != role) {
            journal.append(
                    now,
                    workspace,
                    new AccountAssigned(workspace.id, workspace.organization.id, account.id, role),
                    cause);
        }
    }

    void removeAssignment(long now, GeneratedWorkspace workspace, GeneratedAccount account, Map<String, String> cause) {
        if (workspace.assignments.remove(account) != null) {
            journal.append(
                    now, workspace, new AssignmentRemoved(workspace.id, workspace.organization.id, account.id), cause);
        }
    }
}
