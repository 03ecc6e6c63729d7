package io.tokenledger.query.accountlisting;

import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.UserResource;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads {@code account_listing_v1}. */
@Repository
class AccountListingRepository {
    /** One row per account, with its memberships as three arrays in the same order. */
    private static final String SELECT = """
            SELECT a.*, m.ids, m.names, m.organization_roles
            FROM account_listing_v1 a
            LEFT JOIN LATERAL (
                SELECT array_agg(o.organization_id ORDER BY o.name) AS ids, array_agg(o.name ORDER BY o.name) AS names,
                       array_agg(r.role ORDER BY o.name) AS organization_roles
                FROM member_listing_v1 r
                JOIN organization_listing_v1 o ON o.organization_id = r.organization_id
                WHERE r.account_id = a.account_id) m ON true
            """;

    private final JdbcClient jdbc;

    AccountListingRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UserResource> users(PageRequest page) {
        return jdbc.sql(SELECT
                        + "WHERE a.kind = 'user' AND NOT a.deleted ORDER BY a.username, a.account_id LIMIT ? OFFSET ?")
                .params(page.size(), page.offset())
                .query(AccountListingRepository::read)
                .list();
    }

    long countUsers() {
        return jdbc.sql("SELECT count(*) FROM account_listing_v1 WHERE kind = 'user' AND NOT deleted")
                .query(Long.class)
                .single();
    }

    List<UserResource> serviceAccounts(UUID organizationId, PageRequest page) {
        return jdbc.sql(
                        SELECT
                                + "WHERE a.organization_id = ? AND NOT a.deleted ORDER BY a.username, a.account_id LIMIT ? OFFSET ?")
                .params(organizationId, page.size(), page.offset())
                .query(AccountListingRepository::read)
                .list();
    }

    long countServiceAccounts(UUID organizationId) {
        return jdbc.sql("SELECT count(*) FROM account_listing_v1 WHERE organization_id = ? AND NOT deleted")
                .param(organizationId)
                .query(Long.class)
                .single();
    }

    /** A service account that is not deleted, by its id or by its username. */
    Optional<UserResource> serviceAccount(UUID organizationId, UUID id, String username) {
        return jdbc.sql(
                        SELECT
                                + "WHERE a.organization_id = ? AND NOT a.deleted AND (a.account_id = ? OR lower(a.username) = lower(?))")
                .params(organizationId, id, username)
                .query(AccountListingRepository::read)
                .optional();
    }

    private static UserResource read(ResultSet row, int number) throws SQLException {
        Set<InstanceRole> roles = EnumSet.noneOf(InstanceRole.class);
        Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(role -> WireNames.parse(InstanceRole.class, role))
                .forEach(roles::add);
        return UserResource.of(
                row.getObject("account_id", UUID.class),
                WireNames.parse(AccountKind.class, row.getString("kind")),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getString("description"),
                row.getBoolean("active"),
                roles,
                row.getObject("organization_id", UUID.class),
                memberships(row));
    }

    private static List<UserResource.Membership> memberships(ResultSet row) throws SQLException {
        if (row.getArray("ids") == null) {
            return List.of();
        }
        UUID[] ids = (UUID[]) row.getArray("ids").getArray();
        String[] names = (String[]) row.getArray("names").getArray();
        String[] roles = (String[]) row.getArray("organization_roles").getArray();
        List<UserResource.Membership> memberships = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            OrganizationRole role = WireNames.parse(OrganizationRole.class, roles[i]);
            memberships.add(new UserResource.Membership(ids[i], names[i], role));
        }
        return memberships;
    }
}
