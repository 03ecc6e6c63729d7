package io.tokenledger.command.workspace;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.command.workspace.WorkspaceCommand.AssignAccount;
import io.tokenledger.command.workspace.WorkspaceCommand.CreateWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.DescribeWorkspace;
import io.tokenledger.command.workspace.WorkspaceCommand.RemoveAssignment;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A workspace: its address, and the accounts that have a role of their own in it. */
@Aggregate(type = AggregateTypes.WORKSPACE, snapshotTriggerDefinition = "workspaceSnapshots")
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("NullAway.Init") // Axon creates it empty and then applies its events
class Workspace extends FullHistoryAggregate {
    @AggregateIdentifier
    private UUID workspaceId;

    private UUID organizationId;
    private String name;
    private @Nullable String description;
    private @Nullable String url;
    private boolean openToMembers;
    private final Map<UUID, WorkspaceRole> assignments = new HashMap<>();

    Workspace() {}

    @CommandHandler
    Workspace(CreateWorkspace command) {
        WorkspaceUrl own = command.url();
        apply(new WorkspaceCreated(
                command.workspaceId(),
                command.organizationId(),
                command.name().value(),
                command.description(),
                own == null ? null : own.value(),
                command.openToMembers()));
    }

    @CommandHandler
    void handle(DescribeWorkspace command) {
        String newDescription = command.description() == null ? description : command.description();
        String newUrl = command.url() == null ? url : command.url().value();
        boolean newOpen = command.openToMembers() == null ? openToMembers : command.openToMembers();
        if (!Objects.equals(newDescription, description) || !Objects.equals(newUrl, url) || newOpen != openToMembers) {
            apply(new WorkspaceDescribed(workspaceId, organizationId, name, newDescription, newUrl, newOpen));
        }
    }

    @CommandHandler
    void handle(AssignAccount command) {
        WorkspaceRole before = assignments.get(command.accountId());
        if (before == command.role()) {
            return;
        }
        if (before == null && assignments.size() >= CommandLimits.MAX_ASSIGNMENTS_PER_WORKSPACE) {
            throw ProblemCode.TOO_MANY_MEMBERS.because(
                    "A workspace can have at most %d assignments.", CommandLimits.MAX_ASSIGNMENTS_PER_WORKSPACE);
        }
        apply(new AccountAssigned(workspaceId, organizationId, command.accountId(), command.role()));
    }

    @CommandHandler
    void handle(RemoveAssignment command) {
        if (assignments.containsKey(command.accountId())) {
            apply(new AssignmentRemoved(workspaceId, organizationId, command.accountId()));
        }
    }

    @EventSourcingHandler
    void evolve(WorkspaceEvent event) {
        switch (event) {
            case WorkspaceCreated created -> {
                workspaceId = created.workspaceId();
                organizationId = created.organizationId();
                name = created.name();
                description = created.description();
                url = created.url();
                openToMembers = created.openToMembers();
            }
            case WorkspaceDescribed described -> {
                name = described.name();
                description = described.description();
                url = described.url();
                openToMembers = described.openToMembers();
            }
            case AccountAssigned assigned -> assignments.put(assigned.accountId(), assigned.role());
            case AssignmentRemoved removed -> assignments.remove(removed.accountId());
        }
    }
}
