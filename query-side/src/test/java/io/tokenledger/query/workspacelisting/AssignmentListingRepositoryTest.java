package io.tokenledger.query.workspacelisting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.query.Projections;
import io.tokenledger.query.workspacelisting.AssignmentListingRepository.Selection;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssignmentListingRepositoryTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final PageRequest FIRST = PageRequest.of(1, 50);

    private final ProjectionFixture tables = Projections.on(DATABASE, "account-listing", "workspace-listing");
    private final AssignmentListingRepository listing = new AssignmentListingRepository(DATABASE.jdbc());
    private final UUID organization = UUID.randomUUID();
    private final UUID production = UUID.randomUUID();
    private final UUID staging = UUID.randomUUID();
    private final UUID foreign = UUID.randomUUID();
    private final UUID grace = UUID.randomUUID();
    private final UUID robot = UUID.randomUUID();

    @BeforeEach
    void given() {
        UUID other = UUID.randomUUID();
        tables.given(
                workspace(production, organization, "Production"),
                workspace(staging, organization, "staging"),
                workspace(foreign, other, "foreign"),
                account(grace, AccountKind.USER, "grace", null),
                account(robot, AccountKind.SERVICE_ACCOUNT, "ci", organization),
                new AccountAssigned(staging, organization, grace, WorkspaceRole.WORKSPACE_VIEWER),
                new AccountAssigned(production, organization, grace, WorkspaceRole.WORKSPACE_ADMIN),
                new AccountAssigned(production, organization, robot, WorkspaceRole.WORKSPACE_EDITOR),
                new AccountAssigned(foreign, other, grace, WorkspaceRole.WORKSPACE_ADMIN));
    }

    @Test
    void all_of_an_organization_by_workspace_and_username() {
        assertThat(page(null, null))
                .containsExactly(
                        new AssignmentResource(
                                robot,
                                "ci",
                                AccountKind.SERVICE_ACCOUNT,
                                true,
                                production,
                                "Production",
                                WorkspaceRole.WORKSPACE_EDITOR),
                        new AssignmentResource(
                                grace,
                                "grace",
                                AccountKind.USER,
                                true,
                                production,
                                "Production",
                                WorkspaceRole.WORKSPACE_ADMIN),
                        new AssignmentResource(
                                grace,
                                "grace",
                                AccountKind.USER,
                                true,
                                staging,
                                "staging",
                                WorkspaceRole.WORKSPACE_VIEWER));
        assertThat(listing.count(new Selection(organization, null, null))).isEqualTo(3);
    }

    @Test
    void those_of_a_workspace_or_of_an_account() {
        assertThat(page(staging, null))
                .extracting(AssignmentResource::accountId)
                .containsExactly(grace);
        assertThat(page(null, robot))
                .extracting(AssignmentResource::workspaceId)
                .containsExactly(production);
        assertThat(page(staging, robot)).isEmpty();
        assertThat(page(foreign, grace)).isEmpty();
        assertThat(listing.count(new Selection(organization, null, grace))).isEqualTo(2);
    }

    @Test
    void a_page_continues_after_the_previous_one() {
        Selection all = new Selection(organization, null, null);

        assertThat(listing.page(all, PageRequest.of(2, 2)))
                .extracting(AssignmentResource::workspaceId)
                .containsExactly(staging);
    }

    @Test
    void a_deactivated_account_is_inactive_and_a_deleted_one_is_left_out() {
        tables.given(new AccountDeactivated(grace, null), new AccountDeleted(robot));

        assertThat(page(production, null))
                .extracting(AssignmentResource::username, AssignmentResource::isActive)
                .containsExactly(tuple("grace", false));
        assertThat(listing.count(new Selection(organization, null, null))).isEqualTo(2);
    }

    private List<AssignmentResource> page(UUID workspace, UUID account) {
        return listing.page(new Selection(organization, workspace, account), FIRST);
    }

    private static WorkspaceCreated workspace(UUID id, UUID organization, String name) {
        return new WorkspaceCreated(id, organization, name, null, null, false);
    }

    private static AccountRegistered account(UUID id, AccountKind kind, String username, UUID organization) {
        return new AccountRegistered(id, kind, username, username, null, Set.of(), null, organization);
    }
}
