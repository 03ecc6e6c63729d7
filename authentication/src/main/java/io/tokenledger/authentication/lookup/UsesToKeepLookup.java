package io.tokenledger.authentication.lookup;

import io.tokenledger.eventstore.useevents.ExpiredUses.Kept;
import io.tokenledger.eventstore.useevents.UseRetentionProperties;
import io.tokenledger.eventstore.useevents.UsesToKeep;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps the uses that a legal hold names, and those for which an organization has a minimum retention. */
@Repository
class UsesToKeepLookup implements UsesToKeep {
    /** The longest minimum of all organizations that own the account, or of which it is or ever was a member. */
    private static final String MINIMUMS = """
            SELECT m.account_id, max(o.min_use_retention_days) AS days
            FROM command_side.organization o
            JOIN (SELECT organization_id, account_id FROM command_side.account
                  UNION ALL SELECT organization_id, account_id FROM command_side.member
                  UNION ALL SELECT organization_id, account_id FROM command_side.past_member) m USING (organization_id)
            WHERE o.min_use_retention_days IS NOT NULL
            GROUP BY m.account_id""";

    /** A change of a policy or of the members of an organization changes its row, so it waits for the commit. */
    private static final String LOCK_ORGANIZATIONS =
            "SELECT count(*) FROM (SELECT FROM command_side.organization ORDER BY organization_id FOR SHARE) o";

    private final LegalHolds holds;
    private final JdbcClient jdbc;

    UsesToKeepLookup(LegalHolds holds, JdbcClient jdbc) {
        this.holds = holds;
        this.jdbc = jdbc;
    }

    @Override
    public Kept at(Instant now) {
        LegalHolds.Held held = holds.held();
        jdbc.sql(LOCK_ORGANIZATIONS).query(Long.class).single();
        Map<UUID, Instant> accounts = new HashMap<>();
        jdbc.sql(MINIMUMS)
                .query((row, number) -> accounts.put(
                        row.getObject("account_id", UUID.class),
                        UseRetentionProperties.firstKept(now, Duration.ofDays(row.getInt("days")))))
                .list();
        held.accounts().forEach(account -> accounts.put(account, Instant.MIN));
        return new Kept(accounts, held.tokens());
    }
}
