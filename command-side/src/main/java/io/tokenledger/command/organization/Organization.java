package io.tokenledger.command.organization;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.command.organization.OrganizationCommand.ChangeTokenPolicy;
import io.tokenledger.command.organization.OrganizationCommand.CreateOrganization;
import io.tokenledger.command.organization.OrganizationCommand.DescribeOrganization;
import io.tokenledger.command.organization.OrganizationCommand.PutMember;
import io.tokenledger.command.organization.OrganizationCommand.RemoveMember;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * An organization with its name, its members and the token policy for their API keys. It always has an administrator.
 */
@Aggregate(type = AggregateTypes.ORGANIZATION, snapshotTriggerDefinition = "organizationSnapshots")
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("NullAway.Init") // Axon creates it empty and then applies its events
class Organization extends FullHistoryAggregate {
    @AggregateIdentifier
    private UUID organizationId;

    private String name;
    private @Nullable String description;
    private TokenPolicy policy = TokenPolicy.NONE;
    private final Map<UUID, OrganizationRole> members = new HashMap<>();

    Organization() {}

    @CommandHandler
    Organization(CreateOrganization command) {
        apply(new OrganizationCreated(command.organizationId(), command.name().value(), command.description()));
        apply(new MemberAdded(
                command.organizationId(), command.firstAdministrator(), OrganizationRole.ORGANIZATION_ADMIN));
    }

    @CommandHandler
    void handle(DescribeOrganization command) {
        String newName = command.name() == null ? name : command.name().value();
        String newDescription = command.description() == null ? description : command.description();
        if (!newName.equals(name) || !Objects.equals(newDescription, description)) {
            apply(new OrganizationDescribed(organizationId, newName, newDescription));
        }
    }

    @CommandHandler
    void handle(PutMember command) {
        OrganizationRole before = members.get(command.accountId());
        if (before == command.role()) {
            return;
        }
        if (before == null) {
            if (members.size() >= CommandLimits.MAX_MEMBERS_PER_ORGANIZATION) {
                throw ProblemCode.TOO_MANY_MEMBERS.because(
                        "An organization can have at most %d members.", CommandLimits.MAX_MEMBERS_PER_ORGANIZATION);
            }
            apply(new MemberAdded(organizationId, command.accountId(), command.role()));
            return;
        }
        requireRemainingAdministrator(command.accountId());
        apply(new MemberRoleChanged(organizationId, command.accountId(), command.role()));
    }

    @CommandHandler
    void handle(RemoveMember command) {
        if (members.containsKey(command.accountId())) {
            requireRemainingAdministrator(command.accountId());
            apply(new MemberRemoved(organizationId, command.accountId()));
        }
    }

    @CommandHandler
    void handle(ChangeTokenPolicy command) {
        if (!command.policy().equals(policy)) {
            apply(new TokenPolicyChanged(organizationId, command.policy()));
        }
    }

    @EventSourcingHandler
    void evolve(OrganizationEvent event) {
        switch (event) {
            case OrganizationCreated created -> {
                organizationId = created.organizationId();
                name = created.name();
                description = created.description();
            }
            case OrganizationDescribed described -> {
                name = described.name();
                description = described.description();
            }
            case MemberAdded added -> members.put(added.accountId(), added.role());
            case MemberRoleChanged changed -> members.put(changed.accountId(), changed.role());
            case MemberRemoved removed -> members.remove(removed.accountId());
            case TokenPolicyChanged changed -> policy = changed.policy();
        }
    }

    /** An organization without an administrator could not be repaired by its own members. */
    private void requireRemainingAdministrator(UUID leaving) {
        boolean others = members.entrySet().stream()
                .anyMatch(member -> member.getValue() == OrganizationRole.ORGANIZATION_ADMIN
                        && !member.getKey().equals(leaving));
        if (members.get(leaving) == OrganizationRole.ORGANIZATION_ADMIN && !others) {
            throw ProblemCode.LAST_ADMINISTRATOR.because("This is the last administrator of the organization.");
        }
    }
}
