package io.tokenledger.histories;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace, who is assigned to it, and the service in front of it, which asks the ledger about callers. */
final class WorkspaceModel extends AggregateModel {
    final OrganizationModel organization;
    final String name;
    final Client service;
    final Map<AccountModel, WorkspaceRole> assignments = new LinkedHashMap<>();

    @Nullable
    String description;

    @Nullable
    String url;

    boolean openToMembers;

    WorkspaceModel(UUID id, OrganizationModel organization, String name, Client service) {
        super(id);
        this.organization = organization;
        this.name = name;
        this.service = service;
    }

    @Override
    String type() {
        return AggregateTypes.WORKSPACE;
    }

    /** What the ledger notes as the target of a credential that is shown here. */
    String target() {
        return "workspace " + idText();
    }
}
