package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.workspace.WorkspaceRole;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code assignment_listing_v1}: the accounts that are assigned to the workspaces of an organization. */
@Repository
class AssignmentListingRepository {
    private static final String FROM = """
            FROM workspace_listing_v1 w
            JOIN assignment_listing_v1 s ON s.workspace_id = w.workspace_id
            JOIN account_listing_v1 a ON a.account_id = s.account_id""";

    private final JdbcClient jdbc;

    AssignmentListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The filters of the list.
     *
     * @param workspaceId only assignments to this workspace; null for all workspaces of the organization
     * @param accountId only assignments of this account; null for all accounts
     */
    record Selection(
            UUID organizationId,
            @Nullable UUID workspaceId,
            @Nullable UUID accountId) {
        /** A deleted account keeps its assignments, but does not return and enters no workspace. */
        SqlConditions where() {
            SqlConditions where = new SqlConditions();
            where.and("w.organization_id = ?", organizationId);
            where.and("NOT a.deleted");
            if (workspaceId != null) {
                where.and("w.workspace_id = ?", workspaceId);
            }
            if (accountId != null) {
                where.and("s.account_id = ?", accountId);
            }
            return where;
        }
    }

    Optional<UUID> findOrganization(UUID organizationId) {
        return jdbc.sql("SELECT organization_id FROM organization_listing_v1 WHERE organization_id = ?")
                .param(organizationId)
                .query(UUID.class)
                .optional();
    }

    List<AssignmentResource> page(Selection selection, PageRequest page) {
        SqlConditions where = selection.where();
        return jdbc.sql(pageSql(where, page))
                .params(where.values())
                .query(AssignmentListingRepository::read)
                .list();
    }

    long count(Selection selection) {
        SqlConditions where = selection.where();
        return jdbc.sql("SELECT count(*) " + FROM + where.where())
                .params(where.values())
                .query(Long.class)
                .single();
    }

    static String pageSql(SqlConditions where, PageRequest page) {
        return """
                SELECT s.account_id, a.username, a.kind, a.active, w.workspace_id, w.name, s.role
                %s%s
                ORDER BY lower(w.name), w.workspace_id, a.username, a.account_id LIMIT %d OFFSET %d""".formatted(FROM, where.where(), page.size(), page.offset());
    }

    private static AssignmentResource read(ResultSet row, int number) throws SQLException {
        return new AssignmentResource(
                row.getObject("account_id", UUID.class),
                row.getString("username"),
                WireNames.parse(AccountKind.class, row.getString("kind")),
                row.getBoolean("active"),
                row.getObject("workspace_id", UUID.class),
                row.getString("name"),
                WireNames.parse(WorkspaceRole.class, row.getString("role")));
    }
}
