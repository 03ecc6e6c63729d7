package io.tokenledger.command.organization;

import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What can be asked of an organization. */
sealed interface OrganizationCommand {
    UUID organizationId();

    /** Makes an organization, with this account as its first administrator. */
    record CreateOrganization(
            @TargetAggregateIdentifier UUID organizationId,
            OrganizationName name,
            @Nullable String description,
            UUID firstAdministrator)
            implements OrganizationCommand {}

    /** Renames it, or describes it anew; null leaves as it is. */
    record DescribeOrganization(
            @TargetAggregateIdentifier UUID organizationId,
            @Nullable OrganizationName name,
            @Nullable String description)
            implements OrganizationCommand {}

    /** Lets an account belong to it in this role, whatever its role was. */
    record PutMember(@TargetAggregateIdentifier UUID organizationId, UUID accountId, OrganizationRole role)
            implements OrganizationCommand {}

    /** Lets an account belong to it no longer. */
    record RemoveMember(@TargetAggregateIdentifier UUID organizationId, UUID accountId)
            implements OrganizationCommand {}

    /** Sets the rules for API keys of its accounts. */
    record ChangeTokenPolicy(@TargetAggregateIdentifier UUID organizationId, TokenPolicy policy)
            implements OrganizationCommand {}
}
