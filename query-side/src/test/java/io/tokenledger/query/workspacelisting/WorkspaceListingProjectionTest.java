package io.tokenledger.query.workspacelisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkspaceListingProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-01-02T10:00:00Z");

    private final ProjectionFixture listing =
            new ProjectionFixture(DATABASE, new WorkspaceListingProjection(DATABASE.template()));
    private final UUID workspace = UUID.randomUUID();
    private final UUID organization = UUID.randomUUID();
    private final UUID account = UUID.randomUUID();

    @Test
    void a_workspace_has_its_latest_description() {
        listing.at(CREATED)
                .given(new WorkspaceCreated(workspace, organization, "production", null, "https://a.example", true));
        listing.at(CHANGED)
                .given(new WorkspaceDescribed(workspace, organization, "production", "new", null, false))
                .redeliver();

        assertThat(listing.rows("SELECT * FROM workspace_listing_v1 WHERE workspace_id = ?", workspace)
                        .getFirst())
                .containsEntry("organization_id", organization)
                .containsEntry("name", "production")
                .containsEntry("description", "new")
                .containsEntry("url", null)
                .containsEntry("open_to_members", false)
                .containsEntry("created_at", CREATED)
                .containsEntry("updated_at", CHANGED)
                .containsEntry("version", 1L);
    }

    @Test
    void an_account_has_the_role_of_its_last_assignment() {
        listing.given(
                assigned(WorkspaceRole.WORKSPACE_VIEWER),
                new AccountAssigned(workspace, organization, UUID.randomUUID(), WorkspaceRole.WORKSPACE_EDITOR),
                assigned(WorkspaceRole.WORKSPACE_ADMIN));

        assertThat(assignments())
                .containsExactly(Map.of("workspace_id", workspace, "account_id", account, "role", "workspace_admin"));
    }

    @Test
    void a_redelivered_removal_removes_nothing_else() {
        listing.given(assigned(WorkspaceRole.WORKSPACE_VIEWER));
        listing.given(new AssignmentRemoved(workspace, organization, account)).redeliver();
        assertThat(assignments()).isEmpty();

        listing.given(assigned(WorkspaceRole.WORKSPACE_EDITOR)).redeliver();
        assertThat(assignments()).extracting(row -> row.get("role")).containsExactly("workspace_editor");
    }

    @Test
    void a_description_of_an_unlisted_workspace_adds_no_row() {
        listing.given(new WorkspaceDescribed(workspace, organization, "production", "new", null, false));

        assertThat(listing.rows("SELECT * FROM workspace_listing_v1 WHERE workspace_id = ?", workspace))
                .isEmpty();
    }

    private AccountAssigned assigned(WorkspaceRole role) {
        return new AccountAssigned(workspace, organization, account, role);
    }

    private List<Map<String, Object>> assignments() {
        return listing.rows(
                "SELECT * FROM assignment_listing_v1 WHERE workspace_id = ? AND account_id = ?", workspace, account);
    }
}
