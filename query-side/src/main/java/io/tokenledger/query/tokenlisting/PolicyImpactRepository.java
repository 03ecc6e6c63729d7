package io.tokenledger.query.tokenlisting;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tokenledger.api.paging.PageRequest;
import io.tokenledger.api.resource.TokenPolicyResource;
import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.TokenPolicyRule;
import io.tokenledger.domain.TokenPolicyRules;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.projection.SharedQueryHandler;
import io.tokenledger.query.sql.PolicyBoundKeys;
import io.tokenledger.query.sql.SnapshotReads;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the effect of a token policy on the existing keys of an organization's accounts. */
@Repository
@SharedQueryHandler
class PolicyImpactRepository {
    private static final String IDLE = """
            SELECT t.token_id FROM (
                SELECT t.*, %s FROM token_listing_v1 t
                WHERE t.active AND NOT t.deleted AND t.owner_id IN (
                    SELECT m.account_id FROM member_listing_v1 m WHERE m.organization_id = :organization
                    UNION ALL
                    SELECT a.account_id FROM account_listing_v1 a WHERE a.organization_id = :organization)) t
            WHERE %s < :since ORDER BY t.token_id LIMIT :limit""".formatted(PolicyBoundKeys.JOINED_AT, PolicyBoundKeys.LAST_ACTIVITY);

    private static final int FETCH_SIZE = 1_000;

    private final JdbcClient jdbc;
    private final SnapshotReads snapshots;

    PolicyImpactRepository(JdbcClient jdbc, SnapshotReads snapshots) {
        this.jdbc = jdbc;
        this.snapshots = snapshots;
    }

    /**
     * A key, and the rules that it breaks.
     *
     * @param effectiveState whether the current secret is accepted now. A policy cannot affect a key that is refused
     * @param refusedBecause why it is refused; null if it works
     */
    record BreakingKey(
            UUID id,
            String name,
            UUID ownerId,
            @Nullable String ownerUsername,
            EffectiveState effectiveState,
            @Schema(implementation = String.class) @Nullable UseRefusalReason refusedBecause,
            List<String> breaks) {}

    /** @param total keys that break a rule, also beyond those that are named */
    record Found(List<BreakingKey> items, long total) {}

    /** The token policy that is in force for the organization; empty if the organization does not exist. */
    Optional<TokenPolicyResource> inForce(UUID organizationId) {
        return jdbc.sql("SELECT * FROM organization_listing_v1 WHERE organization_id = ?")
                .param(organizationId)
                .query((row, number) -> new TokenPolicyResource(
                        row.getString("creation"),
                        row.getObject("max_lifetime_minutes", Long.class),
                        row.getObject("max_idle_days", Integer.class),
                        row.getBoolean("keys_may_create_keys"),
                        row.getInt("max_keys_per_account"),
                        row.getObject("min_use_retention_days", Integer.class)))
                .optional();
    }

    /** Active keys of the organization's accounts that were last in use before an instant. */
    List<UUID> idleSince(Instant since, UUID organizationId, int limit) {
        return jdbc.sql(IDLE)
                .param("organization", organizationId)
                .param("since", Timestamp.from(since))
                .param("limit", limit)
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list();
    }

    /** The unexpired keys of one page that break the policy, and how many there are. Reads every key of the organization, one after the other. */
    Found find(UUID organizationId, TokenPolicy policy, Instant now, PageRequest page) {
        return snapshots.read(() -> scan(organizationId, policy, now, page));
    }

    private Found scan(UUID organizationId, TokenPolicy policy, Instant now, PageRequest page) {
        TokenPolicyRules rules = new TokenPolicyRules(policy);
        List<BreakingKey> items = new ArrayList<>();
        AtomicLong total = new AtomicLong();
        jdbc.sql(PolicyBoundKeys.ofOrganization())
                .param("organization", organizationId)
                .param("now", Timestamp.from(now))
                .withFetchSize(FETCH_SIZE)
                .query((RowCallbackHandler) row -> {
                    Set<TokenPolicyRule> broken = rules.brokenBy(PolicyBoundKeys.read(row), now);
                    if (!broken.isEmpty()) {
                        long index = total.getAndIncrement();
                        if (index >= page.offset() && index < page.offset() + page.size()) {
                            items.add(breaking(row, broken));
                        }
                    }
                });
        return new Found(items, total.get());
    }

    private static BreakingKey breaking(ResultSet row, Set<TokenPolicyRule> broken) throws SQLException {
        UseRefusalReason refused = CredentialValidity.reasonToRefuse(
                CredentialValidity.Generation.CURRENT,
                true,
                row.getBoolean("active"),
                false,
                false,
                row.getBoolean("owner_active"));
        return new BreakingKey(
                row.getObject("token_id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getString("username"),
                refused == null ? EffectiveState.WORKS : EffectiveState.REFUSED,
                refused,
                broken.stream().map(TokenPolicyRule::wire).toList());
    }
}
