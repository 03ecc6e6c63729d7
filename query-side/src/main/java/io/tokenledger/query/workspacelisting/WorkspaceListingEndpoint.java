package io.tokenledger.query.workspacelisting;

import io.tokenledger.api.authorization.Action;
import io.tokenledger.api.authorization.Requires;
import io.tokenledger.api.paging.Slice;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.api.resource.WorkspaceResource;
import io.tokenledger.api.text.ResourceIds;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessHeaders;
import io.tokenledger.query.freshness.ProjectionBarrier;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists workspaces, so that ZenML's client finds the workspace to log in to. */
@RestController
@Requires(Action.SELF) // results are restricted to the caller
class WorkspaceListingEndpoint {
    private static final String SELECT = """
            SELECT w.*, o.name AS organization_name, o.description AS organization_description,
                   o.created_at AS organization_created_at, o.updated_at AS organization_updated_at
            FROM workspace_listing_v1 w
            JOIN organization_listing_v1 o ON o.organization_id = w.organization_id
            """;

    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.WORKSPACE_LISTING, ProjectionName.ORGANIZATION_LISTING);

    private final JdbcClient jdbc;
    private final ProjectionLag freshness;
    private final ProjectionBarrier barrier;
    private final PublicUrl publicUrl;

    WorkspaceListingEndpoint(JdbcClient jdbc, ProjectionLag freshness, ProjectionBarrier barrier, PublicUrl publicUrl) {
        this.jdbc = jdbc;
        this.freshness = freshness;
        this.barrier = barrier;
        this.publicUrl = publicUrl;
    }

    /**
     * Returns a bare array, as ZenML's client expects. {@code member_only} excludes workspaces that the caller may not
     * enter.
     */
    @GetMapping("/workspaces")
    ResponseEntity<List<WorkspaceResource>> list(
            @RequestParam(name = "workspace_name", required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String url,
            @RequestParam(name = "member_only", required = false) @Nullable Boolean memberOnly,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable Integer limit,
            Caller caller) {
        Slice slice = Slice.of(offset, limit);
        SqlConditions conditions = new SqlConditions();
        if (Boolean.TRUE.equals(memberOnly)) {
            WorkspaceVisibility.restrictToEnterable(conditions, caller);
        } else {
            WorkspaceVisibility.restrict(conditions, caller);
        }
        if (name != null) {
            conditions.and("lower(w.name) = lower(?)", name);
        }
        if (url != null) {
            conditions.and("coalesce(w.url, ? || w.name) = rtrim(?, '/')", publicUrl.of("/w/"), url);
        }
        Freshness fresh = freshness.of(SOURCES);
        return FreshnessHeaders.ok(fresh).body(read(conditions, slice.limit(), slice.offset()));
    }

    @GetMapping("/workspaces/{idOrName}")
    @Requires(value = Action.SELF, inside = Action.WORKSPACE_READ)
    ResponseEntity<WorkspaceResource> one(@PathVariable String idOrName, Caller caller) {
        SqlConditions conditions = new SqlConditions();
        WorkspaceVisibility.restrict(conditions, caller);
        ResourceIds.parse(idOrName)
                .ifPresentOrElse(
                        id -> conditions.and("w.workspace_id = ?", id),
                        () -> conditions.and("lower(w.name) = lower(?)", idOrName));
        Freshness fresh = freshness.of(SOURCES);
        return barrier.find(SOURCES, () -> read(conditions, 1, 0).stream().findFirst())
                .map(found -> FreshnessHeaders.ok(fresh).body(found))
                .orElseThrow(() -> ProblemCode.WORKSPACE_NOT_FOUND.because("There is no such workspace."));
    }

    private List<WorkspaceResource> read(SqlConditions conditions, int limit, int offset) {
        return jdbc.sql(SELECT
                        + conditions.where()
                        + " ORDER BY lower(w.name), w.workspace_id LIMIT " + limit + " OFFSET " + offset)
                .params(conditions.values())
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
