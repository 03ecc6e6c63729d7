package io.tokenledger.histories;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization, its offices and where its pipelines run. */
final class OrganizationModel extends AggregateModel {
    final Map<AccountModel, OrganizationRole> members = new LinkedHashMap<>();
    final List<AccountModel> automations = new ArrayList<>();
    final List<WorkspaceModel> workspaces = new ArrayList<>();
    final List<Network> offices = new ArrayList<>();
    final List<Network> pipelines = new ArrayList<>();
    String name;

    @Nullable
    String description;

    TokenPolicy policy = TokenPolicy.NONE;

    OrganizationModel(UUID id, String name) {
        super(id);
        this.name = name;
    }

    @Override
    String type() {
        return AggregateTypes.ORGANIZATION;
    }

    /** Its first administrator who can act; the last one never leaves. */
    AccountModel administrator() {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == OrganizationRole.ORGANIZATION_ADMIN)
                .map(Map.Entry::getKey)
                .filter(AccountModel::lives)
                .findFirst()
                .orElseThrow();
    }

    boolean hasOtherAdministrator(AccountModel than) {
        return members.entrySet().stream()
                .anyMatch(member -> member.getValue() == OrganizationRole.ORGANIZATION_ADMIN
                        && member.getKey() != than
                        && member.getKey().lives());
    }
}
