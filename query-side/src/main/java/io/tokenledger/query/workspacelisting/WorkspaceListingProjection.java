package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.query.ListingName;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.AssignmentRemoved;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceEvent;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the listing of workspaces and assignments from the events. */
@Component
@ProcessingGroup(WorkspaceListingProjection.NAME)
class WorkspaceListingProjection implements Projection {
    /** Same name as in {@link ListingName#WORKSPACES}. */
    static final String NAME = "workspace-listing";

    private final JdbcTemplate jdbc;

    WorkspaceListingProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(WorkspaceEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        switch (event) {
            case WorkspaceCreated created -> change(insert(created, at, version));
            case WorkspaceDescribed described ->
                change(SqlChange.advance(
                        "workspace_listing_v1",
                        "workspace_id",
                        described.workspaceId(),
                        version,
                        "name = ?, description = ?, url = ?, open_to_members = ?, updated_at = ?",
                        described.name(),
                        described.description(),
                        described.url(),
                        described.openToMembers(),
                        at));
            case AccountAssigned assigned -> assign(assigned);
            case AssignmentRemoved removed ->
                change(SqlChange.of(
                        "DELETE FROM assignment_listing_v1 WHERE workspace_id = ? AND account_id = ?",
                        removed.workspaceId(),
                        removed.accountId()));
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("workspace");
    }

    @Override
    public List<String> tables() {
        return List.of("workspace_listing_v1", "assignment_listing_v1");
    }

    private static SqlChange insert(WorkspaceCreated created, Instant at, long version) {
        return SqlChange.of(
                """
                INSERT INTO workspace_listing_v1 (
                    workspace_id, organization_id, name, description, url, open_to_members, created_at, updated_at,
                    version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (workspace_id) DO NOTHING""",
                created.workspaceId(),
                created.organizationId(),
                created.name(),
                created.description(),
                created.url(),
                created.openToMembers(),
                at,
                at,
                version);
    }

    private void assign(AccountAssigned assigned) {
        change(SqlChange.of(
                """
                INSERT INTO assignment_listing_v1 (workspace_id, account_id, role) VALUES (?, ?, ?)
                ON CONFLICT (workspace_id, account_id) DO NOTHING""",
                assigned.workspaceId(),
                assigned.accountId(),
                assigned.role().wire()));
        change(SqlChange.of(
                "UPDATE assignment_listing_v1 SET role = ? WHERE workspace_id = ? AND account_id = ?",
                assigned.role().wire(),
                assigned.workspaceId(),
                assigned.accountId()));
    }

    private void change(SqlChange change) {
        ProjectionBatch.add(NAME, jdbc, change);
    }
}
