package io.tokenledger.command.organization;

import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenPolicy;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Commands to an organization. */
sealed interface OrganizationCommand {
    UUID organizationId();

    /** Creates an organization with this account as its first administrator. */
    record CreateOrganization(
            @TargetAggregateIdentifier UUID organizationId,
            OrganizationName name,
            @Nullable String description,
            UUID firstAdministrator)
            implements OrganizationCommand {}

    /** Changes name or description. Values that are null stay unchanged. */
    record DescribeOrganization(
            @TargetAggregateIdentifier UUID organizationId,
            @Nullable OrganizationName name,
            @Nullable String description)
            implements OrganizationCommand {}

    /** Adds the account as a member, or changes its role. */
    record PutMember(@TargetAggregateIdentifier UUID organizationId, UUID accountId, OrganizationRole role)
            implements OrganizationCommand {}

    /** Removes the account from the members. */
    record RemoveMember(@TargetAggregateIdentifier UUID organizationId, UUID accountId)
            implements OrganizationCommand {}

    /** Sets the token policy for API keys of the organization's accounts. */
    record ChangeTokenPolicy(@TargetAggregateIdentifier UUID organizationId, TokenPolicy policy)
            implements OrganizationCommand {}
}
