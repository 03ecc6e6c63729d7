package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.api.resource.WorkspaceResource;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code workspace_listing_v1}: the workspaces that the caller may see. */
@Repository
class WorkspaceListingRepository {
    private static final String SELECT = """
            SELECT w.*, o.name AS organization_name, o.description AS organization_description,
                   o.created_at AS organization_created_at, o.updated_at AS organization_updated_at
            FROM workspace_listing_v1 w
            JOIN organization_listing_v1 o ON o.organization_id = w.organization_id%s
            ORDER BY lower(w.name), w.workspace_id LIMIT %d OFFSET %d""";

    private final JdbcClient jdbc;
    private final PublicUrl publicUrl;

    WorkspaceListingRepository(JdbcClient jdbc, PublicUrl publicUrl) {
        this.jdbc = jdbc;
        this.publicUrl = publicUrl;
    }

    /**
     * The filters of the list.
     *
     * @param enterable whether to exclude workspaces that the caller may not enter
     */
    record Selection(@Nullable String name, @Nullable String url, boolean enterable) {}

    List<WorkspaceResource> list(Selection selection, Caller caller, int limit, int offset) {
        SqlConditions where = new SqlConditions();
        if (selection.enterable()) {
            WorkspaceVisibility.restrictToEnterable(where, caller);
        } else {
            WorkspaceVisibility.restrict(where, caller);
        }
        if (selection.name() != null) {
            where.and("lower(w.name) = lower(?)", selection.name());
        }
        if (selection.url() != null) {
            where.and("coalesce(w.url, ? || w.name) = rtrim(?, '/')", publicUrl.of("/w/"), selection.url());
        }
        return read(where, limit, offset);
    }

    Optional<WorkspaceResource> find(String idOrName, Caller caller) {
        SqlConditions where = new SqlConditions();
        WorkspaceVisibility.restrict(where, caller);
        ResourceIds.parse(idOrName)
                .ifPresentOrElse(
                        id -> where.and("w.workspace_id = ?", id),
                        () -> where.and("lower(w.name) = lower(?)", idOrName));
        return read(where, 1, 0).stream().findFirst();
    }

    private List<WorkspaceResource> read(SqlConditions where, int limit, int offset) {
        return jdbc.sql(SELECT.formatted(where.where(), limit, offset))
                .params(where.values())
                .query(this::read)
                .list();
    }

    private WorkspaceResource read(ResultSet row, int number) throws SQLException {
        return WorkspaceResource.of(
                row.getObject("workspace_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                new OrganizationResource(
                        row.getObject("organization_id", UUID.class),
                        row.getString("organization_name"),
                        row.getString("organization_description"),
                        row.getTimestamp("organization_created_at").toInstant(),
                        row.getTimestamp("organization_updated_at").toInstant()),
                publicUrl.ofWorkspace(row.getString("name"), row.getString("url")),
                row.getBoolean("open_to_members"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
