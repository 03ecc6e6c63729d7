package io.tokenledger.query.organizationlisting;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.MemberResource;
import io.tokenledger.api.resource.OrganizationResource;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.query.sql.SqlConditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code organization_listing_v1} and {@code member_listing_v1}. */
@Repository
class OrganizationListingRepository {
    private static final String ALL = "SELECT * FROM organization_listing_v1";

    /** A deleted account is a member until its removal follows. */
    private static final String MEMBERS =
            " FROM member_listing_v1 m JOIN account_listing_v1 a ON a.account_id = m.account_id AND NOT a.deleted";

    private final JdbcClient jdbc;

    OrganizationListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<OrganizationResource> all(long limit, long offset) {
        return jdbc.sql(ALL + " ORDER BY name, organization_id LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query(OrganizationListingRepository::read)
                .list();
    }

    List<OrganizationResource> of(Collection<UUID> ids, long limit, long offset) {
        return jdbc.sql(ALL + " WHERE organization_id = ANY (?) ORDER BY name, organization_id LIMIT ? OFFSET ?")
                .params(ids.toArray(UUID[]::new), limit, offset)
                .query(OrganizationListingRepository::read)
                .list();
    }

    Optional<OrganizationResource> find(UUID organizationId) {
        return jdbc.sql(ALL + " WHERE organization_id = ?")
                .param(organizationId)
                .query(OrganizationListingRepository::read)
                .optional();
    }

    Optional<TokenPolicyResource> policy(UUID organizationId) {
        return jdbc.sql(ALL + " WHERE organization_id = ?")
                .param(organizationId)
                .query(OrganizationListingRepository::readPolicy)
                .optional();
    }

    /**
     * The members by username.
     *
     * @param username only the member with this username, regardless of case; null for all
     */
    List<MemberResource> members(UUID organizationId, @Nullable String username, PageRequest page) {
        SqlConditions where = members(organizationId, username);
        return jdbc.sql("SELECT m.role, a.*" + MEMBERS + where.where() + " ORDER BY a.username, a.account_id"
                        + " LIMIT %d OFFSET %d".formatted(page.size(), page.offset()))
                .params(where.values())
                .query(OrganizationListingRepository::readMember)
                .list();
    }

    long countMembers(UUID organizationId, @Nullable String username) {
        SqlConditions where = members(organizationId, username);
        return jdbc.sql("SELECT count(*)" + MEMBERS + where.where())
                .params(where.values())
                .query(Long.class)
                .single();
    }

    private static SqlConditions members(UUID organizationId, @Nullable String username) {
        SqlConditions where = new SqlConditions();
        where.and("m.organization_id = ?", organizationId);
        if (username != null) {
            where.and("lower(a.username) = lower(?)", username);
        }
        return where;
    }

    private static OrganizationResource read(ResultSet row, int number) throws SQLException {
        return new OrganizationResource(
                row.getObject("organization_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }

    private static TokenPolicyResource readPolicy(ResultSet row, int number) throws SQLException {
        @Nullable Long lifetime = row.getObject("max_lifetime_minutes", Long.class);
        @Nullable Integer idle = row.getObject("max_idle_days", Integer.class);
        @Nullable Integer retention = row.getObject("min_use_retention_days", Integer.class);
        return new TokenPolicyResource(
                row.getString("creation"),
                lifetime,
                idle,
                row.getBoolean("keys_may_create_keys"),
                row.getInt("max_keys_per_account"),
                retention);
    }

    private static MemberResource readMember(ResultSet row, int number) throws SQLException {
        return new MemberResource(
                row.getObject("account_id", UUID.class),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("active"),
                WireNames.parse(OrganizationRole.class, row.getString("role")));
    }
}
