package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.workspace.WorkspaceRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace with its assignments and its service, which introspects the credentials of callers. */
final class GeneratedWorkspace extends GeneratedAggregate {
    final GeneratedOrganization organization;
    final String name;
    final GeneratedClient service;
    final Map<GeneratedAccount, WorkspaceRole> assignments = new LinkedHashMap<>();

    @Nullable
    String description;

    @Nullable
    String url;

    boolean openToMembers;

    GeneratedWorkspace(UUID id, GeneratedOrganization organization, String name, GeneratedClient service) {
        super(id);
        this.organization = organization;
        this.name = name;
        this.service = service;
    }

    @Override
    String type() {
        return AggregateTypes.WORKSPACE;
    }

    /** The target that the ledger records for a credential that is presented to this workspace. */
    String target() {
        return "workspace " + idText();
    }
}
