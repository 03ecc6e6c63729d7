package io.tokenledger.query.accountlisting;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.query.Projections;
import io.tokenledger.query.SampleEvents;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountListingProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant REGISTERED = Instant.parse("2026-01-01T10:00:00Z");

    private final ProjectionFixture listing =
            new ProjectionFixture(DATABASE, new AccountListingProjection(DATABASE.template()));
    private final UUID account = UUID.randomUUID();

    @Test
    void a_user_has_sorted_roles_and_no_organization() {
        listing.at(REGISTERED)
                .given(new AccountRegistered(
                        account,
                        AccountKind.USER,
                        "florian",
                        "Florian",
                        "florian@example.org",
                        Set.of(InstanceRole.SUPERUSER, InstanceRole.AUDITOR),
                        "administrator",
                        null));

        assertThat(row())
                .containsEntry("kind", "user")
                .containsEntry("username", "florian")
                .containsEntry("name", "Florian")
                .containsEntry("email", "florian@example.org")
                .containsEntry("roles", List.of("auditor", "superuser"))
                .containsEntry("description", "administrator")
                .containsEntry("organization_id", null)
                .containsEntry("active", true)
                .containsEntry("deleted", false)
                .containsEntry("created_at", REGISTERED)
                .containsEntry("version", 0L);
    }

    @Test
    void a_service_account_has_an_organization() {
        UUID organization = UUID.randomUUID();
        listing.given(SampleEvents.serviceAccount(account, "robot", organization));

        assertThat(row()).containsEntry("kind", "service_account").containsEntry("organization_id", organization);
    }

    @Test
    void each_change_of_an_account_changes_its_columns() {
        listing.given(
                SampleEvents.user(account, "florian"),
                new AccountDescribed(account, "F.", "f@example.org", "gone"),
                new AccountRolesChanged(account, Set.of(InstanceRole.INTROSPECTOR)),
                new AccountDeactivated(account, "left"));
        assertThat(row())
                .containsEntry("name", "F.")
                .containsEntry("email", "f@example.org")
                .containsEntry("description", "gone")
                .containsEntry("roles", List.of("introspector"))
                .containsEntry("active", false);

        listing.given(new AccountActivated(account), new AccountDeleted(account));
        assertThat(row())
                .containsEntry("active", true)
                .containsEntry("deleted", true)
                .containsEntry("version", 5L);
    }

    @Test
    void redelivered_events_change_nothing() {
        listing.given(
                SampleEvents.user(account, "florian"),
                new AccountDeactivated(account, null),
                new AccountActivated(account),
                new AccountDescribed(account, "F.", null, null));
        Map<String, Object> before = row();

        listing.redeliver();

        assertThat(row()).isEqualTo(before);
    }

    @Test
    void events_of_an_unlisted_account_add_no_row() {
        listing.given(new AccountDeactivated(account, null));

        assertThat(rows()).isEmpty();
    }

    private Map<String, Object> row() {
        return rows().getFirst();
    }

    private List<Map<String, Object>> rows() {
        return listing.rows("SELECT * FROM account_listing_v1 WHERE account_id = ?", account);
    }
}
