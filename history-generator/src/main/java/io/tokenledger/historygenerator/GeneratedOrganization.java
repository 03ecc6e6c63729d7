package io.tokenledger.historygenerator;

import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An organization with its office networks and the networks of its pipelines. */
final class GeneratedOrganization extends GeneratedAggregate {
    final Map<GeneratedAccount, OrganizationRole> members = new LinkedHashMap<>();
    final List<GeneratedAccount> automations = new ArrayList<>();
    final List<GeneratedWorkspace> workspaces = new ArrayList<>();
    final List<SubscriberNetwork> offices = new ArrayList<>();
    final List<SubscriberNetwork> pipelines = new ArrayList<>();
    String name;

    @Nullable
    String description;

    TokenPolicy policy = TokenPolicy.NONE;

    GeneratedOrganization(UUID id, String name) {
        super(id);
        this.name = name;
    }

    @Override
    String type() {
        return AggregateTypes.ORGANIZATION;
    }

    /** The first administrator that is active. The generator never removes the last one. */
    GeneratedAccount administrator() {
        return members.entrySet().stream()
                .filter(member -> member.getValue() == OrganizationRole.ORGANIZATION_ADMIN)
                .map(Map.Entry::getKey)
                .filter(GeneratedAccount::isActive)
                .findFirst()
                .orElseThrow();
    }

    boolean hasOtherAdministrator(GeneratedAccount than) {
        return members.entrySet().stream()
                .anyMatch(member -> member.getValue() == OrganizationRole.ORGANIZATION_ADMIN
                        && member.getKey() != than
                        && member.getKey().isActive());
    }
}
