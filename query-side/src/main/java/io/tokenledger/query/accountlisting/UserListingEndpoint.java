package io.tokenledger.query.accountlisting;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.user.UserResource;
import io.tokenledger.access.web.Page;
import io.tokenledger.access.web.PageRequest;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.FreshnessGauge;
import io.tokenledger.query.freshness.ReadAnswers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of users, for who administers or audits the instance. */
@RestController
class UserListingEndpoint {
    private final JdbcClient jdbc;
    private final FreshnessGauge freshness;

    UserListingEndpoint(JdbcClient jdbc, FreshnessGauge freshness) {
        this.jdbc = jdbc;
        this.freshness = freshness;
    }

    @GetMapping("/users")
    ResponseEntity<Page<UserResource>> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Caller caller) {
        if (!caller.seesAll()) {
            throw RefusalCode.FORBIDDEN.because("Only an administrator or auditor of the instance may list users.");
        }
        PageRequest request = PageRequest.of(page, size);
        Freshness fresh = freshness.of(AccountListingProjection.NAME);
        List<UserResource> items = jdbc.sql("""
                        SELECT * FROM query_side.account_listing_v1 WHERE kind = 'user'
                        ORDER BY username, account_id LIMIT ? OFFSET ?""")
                .params(request.size(), request.offset())
                .query(UserListingEndpoint::read)
                .list();
        long total = jdbc.sql("SELECT count(*) FROM query_side.account_listing_v1 WHERE kind = 'user'")
                .query(Long.class)
                .single();
        return ReadAnswers.ok(fresh).body(Page.of(request, total, items));
    }

    private static UserResource read(ResultSet row, int number) throws SQLException {
        Set<InstanceRole> roles = EnumSet.noneOf(InstanceRole.class);
        Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(role -> InstanceRole.valueOf(role.toUpperCase(Locale.ROOT)))
                .forEach(roles::add);
        return UserResource.of(
                row.getObject("account_id", UUID.class),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("active"),
                roles,
                AccountKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)));
    }
}
