package io.tokenledger.query.organizationlisting;

import io.tokenledger.api.query.ListingName;
import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationEvent;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
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

/** Writes the listing of organizations and their members from the events. */
@Component
@ProcessingGroup(OrganizationListingProjection.NAME)
class OrganizationListingProjection implements Projection {
    /** Same name as in {@link ListingName#ORGANIZATIONS}. */
    static final String NAME = "organization-listing";

    private static final String TABLE = "organization_listing_v1";

    private final JdbcTemplate jdbc;

    OrganizationListingProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(OrganizationEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        change(
                switch (event) {
                    case OrganizationCreated created -> insert(created, at, version);
                    case OrganizationDescribed described ->
                        SqlChange.advance(
                                TABLE,
                                "organization_id",
                                described.organizationId(),
                                version,
                                "name = ?, description = ?, updated_at = ?",
                                described.name(),
                                described.description(),
                                at);
                    case TokenPolicyChanged changed -> setPolicy(changed, version);
                    case MemberAdded added ->
                        SqlChange.of(
                                """
                                INSERT INTO member_listing_v1 (organization_id, account_id, role)
                                VALUES (?, ?, ?) ON CONFLICT (organization_id, account_id) DO NOTHING""",
                                added.organizationId(),
                                added.accountId(),
                                added.role().wire());
                    case MemberRoleChanged changed ->
                        SqlChange.of("""
                                UPDATE member_listing_v1 SET role = ?
                                WHERE organization_id = ? AND account_id = ?""", changed.role().wire(), changed.organizationId(), changed.accountId());
                    case MemberRemoved removed ->
                        SqlChange.of(
                                "DELETE FROM member_listing_v1 WHERE organization_id = ? AND account_id = ?",
                                removed.organizationId(),
                                removed.accountId());
                });
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("organization");
    }

    @Override
    public List<String> tables() {
        return List.of("organization_listing_v1", "member_listing_v1");
    }

    private static SqlChange insert(OrganizationCreated created, Instant at, long version) {
        TokenPolicy none = TokenPolicy.NONE;
        return SqlChange.of(
                """
                INSERT INTO organization_listing_v1 (
                    organization_id, name, description, creation, keys_may_create_keys, max_keys_per_account,
                    created_at, updated_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (organization_id) DO NOTHING""",
                created.organizationId(),
                created.name(),
                created.description(),
                none.creation().wire(),
                none.keysMayCreateKeys(),
                none.maxKeysPerAccount(),
                at,
                at,
                version);
    }

    private static SqlChange setPolicy(TokenPolicyChanged changed, long version) {
        TokenPolicy policy = changed.policy();
        return SqlChange.advance(
                TABLE,
                "organization_id",
                changed.organizationId(),
                version,
                """
                creation = ?, max_lifetime_minutes = ?, max_idle_days = ?, keys_may_create_keys = ?,
                max_keys_per_account = ?, min_use_retention_days = ?""",
                policy.creation().wire(),
                policy.maxLifetimeMinutes(),
                policy.maxIdleDays(),
                policy.keysMayCreateKeys(),
                policy.maxKeysPerAccount(),
                policy.minUseRetentionDays());
    }

    private void change(SqlChange change) {
        ProjectionBatch.add(NAME, jdbc, change);
    }
}
