package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.workspace.AccountAssigned;
import io.tokenledger.events.workspace.WorkspaceCreated;
import io.tokenledger.events.workspace.WorkspaceDescribed;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code command_side.workspace} and {@code assignment}. */
@Repository
class WorkspaceRepository {
    private final JdbcClient jdbc;
    private final VersionedRows rows;

    WorkspaceRepository(JdbcClient jdbc, VersionedRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<WorkspaceRecord> find(UUID workspaceId) {
        return jdbc.sql("SELECT * FROM command_side.workspace WHERE workspace_id = ?")
                .param(workspaceId)
                .query(WorkspaceRepository::read)
                .optional();
    }

    Optional<WorkspaceRecord> findByName(String nameKey) {
        return jdbc.sql("SELECT * FROM command_side.workspace WHERE name_key = ?")
                .param(nameKey)
                .query(WorkspaceRepository::read)
                .optional();
    }

    List<WorkspaceRecord> of(Collection<UUID> organizationIds) {
        return jdbc.sql("SELECT * FROM command_side.workspace WHERE organization_id = ANY (?) ORDER BY name_key")
                .param(organizationIds.toArray(UUID[]::new))
                .query(WorkspaceRepository::read)
                .list();
    }

    Optional<WorkspaceRole> assignment(UUID workspaceId, UUID accountId) {
        return jdbc.sql("SELECT role FROM command_side.assignment WHERE workspace_id = ? AND account_id = ?")
                .params(workspaceId, accountId)
                .query(String.class)
                .optional()
                .map(WorkspaceRepository::role);
    }

    Map<UUID, WorkspaceRole> assignmentsOf(UUID accountId) {
        Map<UUID, WorkspaceRole> roles = new HashMap<>();
        jdbc.sql("SELECT workspace_id, role FROM command_side.assignment WHERE account_id = ?")
                .param(accountId)
                .query((row, number) ->
                        roles.put(row.getObject("workspace_id", UUID.class), role(row.getString("role"))))
                .list();
        return roles;
    }

    /** Ids of the organization's workspaces to which the account is assigned. */
    List<UUID> assigned(UUID organizationId, UUID accountId) {
        return jdbc.sql("""
                        SELECT w.workspace_id FROM command_side.workspace w
                        JOIN command_side.assignment a ON a.workspace_id = w.workspace_id
                        WHERE w.organization_id = ? AND a.account_id = ?""")
                .params(organizationId, accountId)
                .query((row, number) -> row.getObject("workspace_id", UUID.class))
                .list();
    }

    /** Counts workspaces. Locks the organization first, so that concurrent additions wait. */
    private long countLocked(UUID organizationId) {
        jdbc.sql("SELECT organization_id FROM command_side.organization WHERE organization_id = ? FOR NO KEY UPDATE")
                .param(organizationId)
                .query(UUID.class)
                .optional();
        return jdbc.sql("SELECT count(*) FROM command_side.workspace WHERE organization_id = ?")
                .param(organizationId)
                .query(Long.class)
                .single();
    }

    void insert(WorkspaceCreated event, Instant at, long version, ApplyMode mode) {
        if (!mode.isReplaying()
                && countLocked(event.organizationId()) >= AuthenticationLimits.MAX_WORKSPACES_PER_ORGANIZATION) {
            throw ProblemCode.TOO_MANY_WORKSPACES.because(
                    "The organization already has the maximum of %d workspaces.",
                    AuthenticationLimits.MAX_WORKSPACES_PER_ORGANIZATION);
        }
        try {
            SqlChange.of(
                            """
                    INSERT INTO command_side.workspace (
                        workspace_id, organization_id, name, name_key, description, url, open_to_members,
                        created_at, updated_at, version)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (workspace_id) DO NOTHING""",
                            event.workspaceId(),
                            event.organizationId(),
                            event.name(),
                            mode.uniqueName(event.name(), event.workspaceId()),
                            event.description(),
                            event.url(),
                            event.openToMembers(),
                            at,
                            at,
                            version)
                    .run(jdbc);
        } catch (DuplicateKeyException taken) {
            throw ProblemCode.WORKSPACE_NAME_TAKEN.because(
                    "There is already a workspace with the name '%s'.", event.name());
        }
    }

    void describe(WorkspaceDescribed event, Instant at, long version, ApplyMode mode) {
        rows.advance(
                "command_side.workspace",
                "workspace_id",
                event.workspaceId(),
                version,
                mode,
                "description = ?, url = ?, open_to_members = ?, updated_at = ?",
                event.description(),
                event.url(),
                event.openToMembers(),
                at);
    }

    void assign(AccountAssigned event, long version, ApplyMode mode) {
        UUID workspaceId = event.workspaceId();
        UUID accountId = event.accountId();
        WorkspaceRole role = event.role();
        if (!mode.isReplaying()) {
            requireMember(event.organizationId(), accountId);
        }
        if (advanceVersion(workspaceId, version, mode)) {
            jdbc.sql("""
                    INSERT INTO command_side.assignment (workspace_id, account_id, role) VALUES (?, ?, ?)
                    ON CONFLICT (workspace_id, account_id) DO UPDATE SET role = excluded.role""").params(workspaceId, accountId, role.wire()).update();
        }
    }

    /** Locks the organization and the account, so that a concurrent removal or deletion cannot miss the assignment. */
    private void requireMember(UUID organizationId, UUID accountId) {
        jdbc.sql("SELECT organization_id FROM command_side.organization WHERE organization_id = ? FOR SHARE")
                .param(organizationId)
                .query(UUID.class)
                .optional();
        boolean member = jdbc.sql("""
                        SELECT a.account_id FROM command_side.account a
                        WHERE a.account_id = ? AND NOT a.deleted
                          AND (a.organization_id = ? OR EXISTS (
                              SELECT FROM command_side.member m
                              WHERE m.account_id = a.account_id AND m.organization_id = ?))
                        FOR SHARE OF a""")
                .params(accountId, organizationId, organizationId)
                .query(UUID.class)
                .optional()
                .isPresent();
        if (!member) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because(
                    "The workspace's organization has no such member or service account.");
        }
    }

    void removeAssignment(UUID workspaceId, UUID accountId, long version, ApplyMode mode) {
        if (advanceVersion(workspaceId, version, mode)) {
            jdbc.sql("DELETE FROM command_side.assignment WHERE workspace_id = ? AND account_id = ?")
                    .params(workspaceId, accountId)
                    .update();
        }
    }

    /** Whether the event is new to the workspace; advances its version if so. */
    private boolean advanceVersion(UUID workspaceId, long version, ApplyMode mode) {
        return rows.advance("command_side.workspace", "workspace_id", workspaceId, version, mode, "name = name");
    }

    private static WorkspaceRole role(String wire) {
        return WireNames.parse(WorkspaceRole.class, wire);
    }

    private static WorkspaceRecord read(ResultSet row, int number) throws SQLException {
        return new WorkspaceRecord(
                row.getObject("workspace_id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getString("url"),
                row.getBoolean("open_to_members"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
