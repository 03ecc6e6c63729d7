package io.tokenledger.command.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.authentication.lookup.VersionedRows;
import io.tokenledger.eventstore.DeploymentMode;
import io.tokenledger.testsupport.TestDatabase;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** The state of an account that gets a key, read under its lock. */
class LockedKeyOwnerTest {
    private static final TestDatabase DATABASE = TestDatabase.of("events", "command_side");
    private static final String WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'";

    private final OrganizationRepository table =
            new OrganizationRepository(DATABASE.jdbc(), new VersionedRows(DATABASE.jdbc(), DeploymentMode.EMBEDDED));
    private final TransactionTemplate transactions = new TransactionTemplate(DATABASE.transactions());

    @Test
    void a_creation_that_waited_for_another_one_counts_its_key() throws Exception {
        UUID owner = account(null);
        CompletableFuture<KeyOwnerState> second = Objects.requireNonNull(transactions.execute(first -> {
            table.lockKeyOwner(owner);
            CompletableFuture<KeyOwnerState> waiting = CompletableFuture.supplyAsync(() ->
                    transactions.execute(other -> table.lockKeyOwner(owner).state()));
            await().until(() -> DATABASE.jdbc().sql(WAITING).query(Long.class).single() == 1);
            key(owner);
            return waiting;
        }));
        assertThat(second.get()).isEqualTo(new KeyOwnerState(true, true, 1));
    }

    @Test
    void deleted_keys_do_not_count() {
        UUID owner = account(null);
        key(owner);
        DATABASE.template().update("UPDATE command_side.credential SET deleted = true WHERE owner_id = ?", owner);
        assertThat(table.lockKeyOwner(owner).state()).isEqualTo(new KeyOwnerState(true, true, 0));
    }

    @Test
    void an_unknown_account_and_a_deleted_one_do_not_exist() {
        UUID deleted = account(null);
        DATABASE.template().update("UPDATE command_side.account SET deleted = true WHERE account_id = ?", deleted);
        assertThat(table.lockKeyOwner(deleted).state()).isEqualTo(new KeyOwnerState(false, true, 0));
        assertThat(table.lockKeyOwner(UUID.randomUUID()).state()).isEqualTo(new KeyOwnerState(false, false, 0));
    }

    @Test
    void the_organizations_are_those_of_its_memberships_and_that_of_a_service_account_by_name() {
        UUID home = organization("b");
        UUID user = account(null);
        member(user, home);
        member(user, organization("a"));
        assertThat(table.lockKeyOwner(user).organizations())
                .isEqualTo(table.binding(user))
                .extracting(OrganizationRecord::name)
                .containsExactly("a", "b");
        assertThat(table.lockKeyOwner(account(home)).organizations())
                .extracting(OrganizationRecord::organizationId)
                .containsExactly(home);
        assertThat(table.lockKeyOwner(account(null)).organizations()).isEmpty();
    }

    private static UUID account(@Nullable UUID organization) {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.account (account_id, kind, username, username_key, name, roles,
                    organization_id, active, session_generation, created_at, version)
                VALUES (?, 'user', ?, ?, 'name', '{}', ?, true, 1, now(), 0)""", id, id.toString(), id.toString(), organization);
        return id;
    }

    private static void key(UUID owner) {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.credential (token_id, owner_id, name, name_key, digest, generation,
                    retain_period_minutes, active, deleted, created_at, version)
                VALUES (?, ?, ?, ?, '', 1, 0, true, false, now(), 0)""", id, owner, id.toString(), id.toString());
    }

    private static UUID organization(String name) {
        UUID id = UUID.randomUUID();
        DATABASE.template().update("""
                INSERT INTO command_side.organization (organization_id, name, name_key, creation, keys_may_create_keys,
                    max_keys_per_account, created_at, updated_at, version)
                VALUES (?, ?, ?, 'allowed', true, 50, now(), now(), 0)""", id, name, name);
        return id;
    }

    private static void member(UUID account, UUID organization) {
        DATABASE.template()
                .update(
                        "INSERT INTO command_side.member (account_id, organization_id, role) VALUES (?, ?, 'member')",
                        account,
                        organization);
    }
}
