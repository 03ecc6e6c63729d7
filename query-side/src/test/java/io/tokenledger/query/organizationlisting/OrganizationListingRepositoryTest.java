package io.tokenledger.query.organizationlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.MemberResource;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationListingRepositoryTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();

    private final ProjectionFixture tables = Projections.on(DATABASE, "account-listing", "organization-listing");
    private final OrganizationListingRepository listing = new OrganizationListingRepository(DATABASE.jdbc());
    private final UUID organization = UUID.randomUUID();
    private final UUID ada = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();

    @Test
    void a_deleted_account_is_left_out_before_its_removal_follows() {
        tables.given(
                new OrganizationCreated(organization, "acme", null),
                user(ada, "ada"),
                user(grace, "grace"),
                new MemberAdded(organization, ada, OrganizationRole.ORGANIZATION_ADMIN),
                new MemberAdded(organization, grace, OrganizationRole.ORGANIZATION_MEMBER),
                new AccountDeleted(grace));

        assertThat(listing.members(organization, null, PageRequest.of(1, 50)))
                .extracting(MemberResource::username)
                .containsExactly("ada");
        assertThat(listing.countMembers(organization, null)).isEqualTo(1);
    }

    private static AccountRegistered user(UUID id, String username) {
        return new AccountRegistered(id, AccountKind.USER, username, username, null, Set.of(), null, null);
    }
}
