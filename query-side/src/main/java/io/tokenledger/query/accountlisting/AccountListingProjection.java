package io.tokenledger.query.accountlisting;

import io.tokenledger.events.PersonalText;
import io.tokenledger.events.account.AccountActivated;
import io.tokenledger.events.account.AccountDeactivated;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountErased;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.AccountRolesChanged;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.idempotency.StoredAnswers;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import io.tokenledger.query.projection.ReadModelSchema;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the account listing from the events. */
@Component
@ProcessingGroup(AccountListingProjection.NAME)
class AccountListingProjection implements Projection {
    static final String NAME = "account-listing";

    private final JdbcTemplate jdbc;

    AccountListingProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AccountRegistered event, @Timestamp Instant at, @SequenceNumber long version) {
        change(SqlChange.of(
                """
                INSERT INTO account_listing_v1 (
                    account_id, kind, username, name, email, roles, description, organization_id, active, created_at,
                    version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, true, ?, ?)
                ON CONFLICT (account_id) DO NOTHING""",
                event.accountId(),
                event.kind().wire(),
                event.username(),
                event.name(),
                event.email(),
                array(event.roles()),
                event.description(),
                event.organizationId(),
                at,
                version));
    }

    @EventHandler
    void on(AccountDescribed event, @SequenceNumber long version) {
        update(
                "name = ?, email = ?, description = ?",
                event.accountId(),
                version,
                event.name(),
                event.email(),
                event.description());
    }

    @EventHandler
    void on(AccountRolesChanged event, @SequenceNumber long version) {
        update("roles = ?", event.accountId(), version, (Object) array(event.roles()));
    }

    @EventHandler
    void on(AccountDeactivated event, @SequenceNumber long version) {
        update("active = false", event.accountId(), version);
    }

    @EventHandler
    void on(AccountActivated event, @SequenceNumber long version) {
        update("active = true", event.accountId(), version);
    }

    @EventHandler
    void on(AccountDeleted event, @SequenceNumber long version) {
        update("deleted = true", event.accountId(), version);
    }

    @EventHandler
    void on(AccountErased event, @SequenceNumber long version) {
        update(
                "username = ?, name = ?, email = ?, description = ?",
                event.accountId(),
                version,
                PersonalText.ERASED,
                PersonalText.ERASED,
                PersonalText.ERASED,
                PersonalText.ERASED);
        if (ReadModelSchema.areLive()) {
            StoredAnswers.erase(event.accountId()).forEach(this::change);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("account");
    }

    @Override
    public List<String> tables() {
        return List.of("account_listing_v1");
    }

    private void update(String assignments, UUID accountId, long version, @Nullable Object... values) {
        change(SqlChange.advance("account_listing_v1", "account_id", accountId, version, assignments, values));
    }

    private void change(SqlChange change) {
        ProjectionBatch.add(NAME, jdbc, change);
    }

    private static String[] array(Set<InstanceRole> roles) {
        return roles.stream().map(InstanceRole::wire).sorted().toArray(String[]::new);
    }
}
