package io.tokenledger.command.organization;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.lookup.VersionedRows;
import io.tokenledger.command.CommandLimits;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.organization.OrganizationCreated;
import io.tokenledger.events.organization.OrganizationDescribed;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.events.organization.TokenCreation;
import io.tokenledger.events.organization.TokenPolicy;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code command_side.organization} and {@code command_side.member}. */
@Repository
class OrganizationRepository {
    private static final String BINDING = """
            o.organization_id IN (
                SELECT m.organization_id FROM command_side.member m WHERE m.account_id = :account
                UNION SELECT a.organization_id FROM command_side.account a WHERE a.account_id = :account)""";

    private final JdbcClient jdbc;
    private final VersionedRows rows;

    OrganizationRepository(JdbcClient jdbc, VersionedRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<OrganizationRecord> find(UUID organizationId) {
        return jdbc.sql("SELECT * FROM command_side.organization WHERE organization_id = ?")
                .param(organizationId)
                .query(OrganizationRepository::read)
                .optional();
    }

    /** The organizations whose policies apply to the account: those it is a member of, and a service account's own. */
    List<OrganizationRecord> binding(UUID accountId) {
        return jdbc.sql("SELECT o.* FROM command_side.organization o WHERE " + BINDING + " ORDER BY o.name_key")
                .param("account", accountId)
                .query(OrganizationRepository::read)
                .list();
    }

    /**
     * Locks the account until the transaction ends, so that two concurrent creations of keys cannot both pass the
     * limit. Other changes of the account wait too. The organizations are those before the wait.
     */
    LockedKeyOwner lockKeyOwner(UUID accountId) {
        return jdbc.sql("SELECT owner.present, owner.active, owner.living_keys, o.*"
                        + " FROM command_side.lock_key_owner(:account) owner"
                        + " LEFT JOIN command_side.organization o ON " + BINDING + " ORDER BY o.name_key")
                .param("account", accountId)
                .query(OrganizationRepository::readKeyOwner);
    }

    private static LockedKeyOwner readKeyOwner(ResultSet rows) throws SQLException {
        rows.next();
        KeyOwnerState state =
                new KeyOwnerState(rows.getBoolean("present"), rows.getBoolean("active"), rows.getLong("living_keys"));
        List<OrganizationRecord> organizations = new ArrayList<>();
        do {
            if (rows.getObject("organization_id") != null) {
                organizations.add(read(rows, rows.getRow()));
            }
        } while (rows.next());
        return new LockedKeyOwner(state, organizations);
    }

    /** The organizations whose token policy deactivates idle keys. */
    List<OrganizationRecord> withIdleRule() {
        return jdbc.sql("SELECT * FROM command_side.organization WHERE max_idle_days IS NOT NULL")
                .query(OrganizationRepository::read)
                .list();
    }

    void insert(OrganizationCreated event, Instant at, long version, ApplyMode mode) {
        TokenPolicy none = TokenPolicy.NONE;
        withUniqueName(
                event.name(),
                () -> SqlChange.of(
                                """
                INSERT INTO command_side.organization (
                    organization_id, name, name_key, description, creation, keys_may_create_keys,
                    max_keys_per_account, created_at, updated_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (organization_id) DO NOTHING""",
                                event.organizationId(),
                                event.name(),
                                mode.uniqueName(event.name(), event.organizationId()),
                                event.description(),
                                none.creation().wire(),
                                none.keysMayCreateKeys(),
                                none.maxKeysPerAccount(),
                                at,
                                at,
                                version)
                        .run(jdbc));
    }

    void describe(OrganizationDescribed event, Instant at, long version, ApplyMode mode) {
        withUniqueName(
                event.name(),
                () -> rows.advance(
                        "command_side.organization",
                        "organization_id",
                        event.organizationId(),
                        version,
                        mode,
                        "name = ?, name_key = ?, description = ?, updated_at = ?",
                        event.name(),
                        mode.uniqueName(event.name(), event.organizationId()),
                        event.description(),
                        at));
    }

    void setPolicy(UUID organizationId, TokenPolicy policy, long version, ApplyMode mode) {
        rows.advance(
                "command_side.organization",
                "organization_id",
                organizationId,
                version,
                mode,
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

    void putMember(UUID organizationId, UUID accountId, OrganizationRole role, long version, ApplyMode mode) {
        if (advanceVersion(organizationId, version, mode)) {
            if (!mode.isReplaying()) {
                requireAccount(accountId);
                requireFurtherMembership(organizationId, accountId);
            }
            jdbc.sql("""
                    INSERT INTO command_side.member (organization_id, account_id, role) VALUES (?, ?, ?)
                    ON CONFLICT (account_id, organization_id) DO UPDATE SET role = excluded.role""").params(organizationId, accountId, role.wire()).update();
            requireAdministrator(organizationId, mode);
        }
    }

    /**
     * Locks the account, so that a concurrent deletion of the account cannot miss the membership, and that concurrent
     * additions to other organizations are counted.
     */
    private void requireAccount(UUID accountId) {
        Optional<UUID> account = jdbc.sql(
                        "SELECT account_id FROM command_side.account WHERE account_id = ? AND NOT deleted FOR NO KEY UPDATE")
                .param(accountId)
                .query(UUID.class)
                .optional();
        if (account.isEmpty()) {
            throw ProblemCode.ACCOUNT_NOT_FOUND.because("There is no such account.");
        }
    }

    /** Counts no memberships if this one exists: a member can get another role, however many memberships it has. */
    private void requireFurtherMembership(UUID organizationId, UUID accountId) {
        long memberships = jdbc.sql("""
                        SELECT count(*) FROM command_side.member WHERE account_id = :account
                            AND NOT EXISTS (SELECT FROM command_side.member
                                WHERE account_id = :account AND organization_id = :organization)""")
                .param("account", accountId)
                .param("organization", organizationId)
                .query(Long.class)
                .single();
        if (memberships >= CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT) {
            throw ProblemCode.TOO_MANY_ORGANIZATIONS.because(
                    "An account can be a member of at most %d organizations. Remove it from another one first.",
                    CommandLimits.MAX_ORGANIZATIONS_PER_ACCOUNT);
        }
    }

    void removeMember(UUID organizationId, UUID accountId, long version, ApplyMode mode) {
        if (advanceVersion(organizationId, version, mode)) {
            jdbc.sql("DELETE FROM command_side.member WHERE organization_id = ? AND account_id = ?")
                    .params(organizationId, accountId)
                    .update();
            requireAdministrator(organizationId, mode);
        }
    }

    /** The aggregate does not know which administrators are deleted: their memberships end only afterwards. */
    private void requireAdministrator(UUID organizationId, ApplyMode mode) {
        boolean present = mode.isReplaying()
                || jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM command_side.member m
                            JOIN command_side.account a ON a.account_id = m.account_id AND NOT a.deleted
                            WHERE m.organization_id = ? AND m.role = 'organization_admin')""").param(organizationId).query(Boolean.class).single();
        if (!present) {
            throw ProblemCode.LAST_ADMINISTRATOR.because("This is the last administrator of the organization.");
        }
    }

    /** Whether the row was behind this event; if so, advances the row to it. */
    private boolean advanceVersion(UUID organizationId, long version, ApplyMode mode) {
        return rows.advance(
                "command_side.organization", "organization_id", organizationId, version, mode, "name = name");
    }

    private void withUniqueName(String name, Runnable change) {
        try {
            change.run();
        } catch (DuplicateKeyException taken) {
            throw ProblemCode.ORGANIZATION_NAME_TAKEN.because("An organization named '%s' already exists.", name);
        }
    }

    private static OrganizationRecord read(ResultSet row, int number) throws SQLException {
        return new OrganizationRecord(
                row.getObject("organization_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                new TokenPolicy(
                        WireNames.parse(TokenCreation.class, row.getString("creation")),
                        row.getObject("max_lifetime_minutes", Long.class),
                        row.getObject("max_idle_days", Integer.class),
                        row.getBoolean("keys_may_create_keys"),
                        row.getInt("max_keys_per_account"),
                        row.getObject("min_use_retention_days", Integer.class)),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
