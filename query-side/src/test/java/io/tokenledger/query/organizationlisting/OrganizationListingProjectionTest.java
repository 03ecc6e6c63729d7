package io.tokenledger.query.organizationlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.organization.MemberAdded;
import io.tokenledger.events.organization.MemberRemoved;
import io.tokenledger.events.organization.MemberRoleChanged;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.events.organization.TokenPolicyChanged;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrganizationListingProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant CHANGED = Instant.parse("2026-01-02T10:00:00Z");

    private final ProjectionFixture listing =
            new ProjectionFixture(DATABASE, new OrganizationListingProjection(DATABASE.template()));
    private final UUID organization = UUID.randomUUID();
    private final UUID member = UUID.randomUUID();

    @Test
    void a_new_organization_restricts_nothing() {
        listing.at(CREATED).given(new OrganizationCreated(organization, "acme", "makes everything"));

        assertThat(organizations().getFirst())
                .containsEntry("name", "acme")
                .containsEntry("description", "makes everything")
                .containsEntry("creation", "allowed")
                .containsEntry("max_lifetime_minutes", null)
                .containsEntry("max_idle_days", null)
                .containsEntry("keys_may_create_keys", true)
                .containsEntry("max_keys_per_account", 50)
                .containsEntry("created_at", CREATED)
                .containsEntry("updated_at", CREATED);
    }

    @Test
    void a_changed_policy_is_no_change_of_the_description() {
        listing.at(CREATED).given(new OrganizationCreated(organization, "acme", null));
        listing.at(CHANGED).given(new OrganizationDescribed(organization, "acme inc", "new"));

        listing.at(CHANGED.plusSeconds(1))
                .given(new TokenPolicyChanged(
                        organization, new TokenPolicy(TokenCreation.FORBIDDEN, 1_440L, 30, false, 5, null)));

        assertThat(organizations().getFirst())
                .containsEntry("name", "acme inc")
                .containsEntry("description", "new")
                .containsEntry("creation", "forbidden")
                .containsEntry("max_lifetime_minutes", 1_440L)
                .containsEntry("max_idle_days", 30)
                .containsEntry("keys_may_create_keys", false)
                .containsEntry("max_keys_per_account", 5)
                .containsEntry("updated_at", CHANGED);
    }

    @Test
    void members_come_change_their_role_and_go() {
        listing.given(
                new OrganizationCreated(organization, "acme", null),
                new MemberAdded(organization, member, OrganizationRole.ORGANIZATION_MEMBER));
        assertThat(members())
                .containsExactly(
                        Map.of("organization_id", organization, "account_id", member, "role", "organization_member"));

        listing.given(new MemberRoleChanged(organization, member, OrganizationRole.ORGANIZATION_ADMIN))
                .redeliver();
        assertThat(members()).extracting(row -> row.get("role")).containsExactly("organization_admin");

        listing.given(new MemberRemoved(organization, member)).redeliver();
        assertThat(members()).isEmpty();
    }

    @Test
    void a_redelivered_life_cycle_changes_nothing() {
        listing.given(
                new OrganizationCreated(organization, "acme", null),
                new MemberAdded(organization, member, OrganizationRole.ORGANIZATION_MEMBER),
                new MemberRoleChanged(organization, member, OrganizationRole.ORGANIZATION_AUDITOR),
                new OrganizationDescribed(organization, "acme inc", null));
        List<Map<String, Object>> before = organizations();

        listing.redeliver();

        assertThat(organizations()).isEqualTo(before);
        assertThat(members()).extracting(row -> row.get("role")).containsExactly("organization_auditor");
    }

    private List<Map<String, Object>> organizations() {
        return listing.rows("SELECT * FROM organization_listing_v1 WHERE organization_id = ?", organization);
    }

    private List<Map<String, Object>> members() {
        return listing.rows("SELECT * FROM member_listing_v1 WHERE organization_id = ?", organization);
    }
}
