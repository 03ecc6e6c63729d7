package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.PersonalText;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.account.AccountDescribed;
import io.tokenledger.events.account.AccountKind;
import io.tokenledger.events.account.AccountRegistered;
import io.tokenledger.events.account.IdentityLinked;
import io.tokenledger.events.account.InstanceRole;
import io.tokenledger.events.organization.OrganizationRole;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of {@code command_side.account}. Each change carries the version of its event, so a repeated event changes
 * nothing.
 */
@Repository
class AccountRepository {
    /** Includes the memberships as two arrays in the same order, so that one row holds the whole account. */
    private static final String SELECT = """
            SELECT a.*,
                ARRAY(SELECT m.organization_id FROM command_side.member m
                      WHERE m.account_id = a.account_id ORDER BY m.organization_id) AS organization_ids,
                ARRAY(SELECT m.role FROM command_side.member m
                      WHERE m.account_id = a.account_id ORDER BY m.organization_id) AS organization_roles
            FROM command_side.account a
            """;

    /** Apart from the next one, because {@code IS NOT DISTINCT FROM} is no condition of an index. */
    static final String USER_BY_NAME =
            SELECT + "WHERE a.organization_id IS NULL AND a.username_key = ? AND NOT a.deleted";

    static final String SERVICE_ACCOUNT_BY_NAME =
            SELECT + "WHERE a.organization_id = ? AND a.username_key = ? AND NOT a.deleted";

    private final JdbcClient jdbc;
    private final VersionedRows rows;

    AccountRepository(JdbcClient jdbc, VersionedRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<AccountRecord> find(UUID accountId) {
        return find(SELECT + "WHERE a.account_id = ?", accountId);
    }

    /** The user of this name; a deleted one excluded. */
    Optional<AccountRecord> findUser(String usernameKey) {
        return find(USER_BY_NAME, usernameKey);
    }

    /** The organization's service account of this name; a deleted one excluded. */
    Optional<AccountRecord> findServiceAccount(UUID organizationId, String usernameKey) {
        return find(SERVICE_ACCOUNT_BY_NAME, organizationId, usernameKey);
    }

    Optional<AccountRecord> findByIdentity(String issuer, String subject) {
        String linked = "JOIN command_side.identity i USING (account_id) WHERE i.issuer = ? AND i.subject = ?";
        return find(SELECT + linked, issuer, subject);
    }

    private Optional<AccountRecord> find(String sql, Object... values) {
        return jdbc.sql(sql).params(values).query(AccountRepository::read).optional();
    }

    /**
     * Counts service accounts that are not deleted. Locks the organization first, so that concurrent additions wait.
     */
    private long countLocked(UUID organizationId) {
        jdbc.sql("SELECT organization_id FROM command_side.organization WHERE organization_id = ? FOR NO KEY UPDATE")
                .param(organizationId)
                .query(UUID.class)
                .optional();
        return jdbc.sql("SELECT count(*) FROM command_side.account WHERE organization_id = ? AND NOT deleted")
                .param(organizationId)
                .query(Long.class)
                .single();
    }

    /** A repeated event links nothing, because a later deletion may have removed the identity. */
    void link(IdentityLinked event, long version, ApplyMode mode) {
        if (!update("active = active", event.accountId(), version, mode) || PersonalText.isGone(event.subject())) {
            return; // applied already, or replayed without the account's key
        }
        int linked = jdbc.sql("""
                        INSERT INTO command_side.identity (issuer, subject, account_id) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING""")
                .params(event.issuer(), event.subject(), event.accountId())
                .update();
        if (linked == 0 && !mode.isReplaying()) {
            throw ProblemCode.CONCURRENT_CHANGE.because(
                    "A concurrent sign-in registered the same identity. Sign in again.");
        }
    }

    boolean isEmpty() {
        return jdbc.sql("SELECT NOT EXISTS (SELECT FROM command_side.account)")
                .query(Boolean.class)
                .single();
    }

    /** Whether no account has a password or a linked identity. */
    boolean lacksSignIns() {
        return jdbc.sql("""
                        SELECT NOT EXISTS (SELECT FROM command_side.local_password)
                            AND NOT EXISTS (SELECT FROM command_side.identity)""").query(Boolean.class).single();
    }

    void insert(AccountRegistered event, Instant at, long version, ApplyMode mode) {
        UUID home = event.organizationId();
        if (home != null
                && !mode.isReplaying()
                && countLocked(home) >= AuthenticationLimits.MAX_SERVICE_ACCOUNTS_PER_ORGANIZATION) {
            throw ProblemCode.TOO_MANY_SERVICE_ACCOUNTS.because(
                    "The organization already has the maximum of %d service accounts.",
                    AuthenticationLimits.MAX_SERVICE_ACCOUNTS_PER_ORGANIZATION);
        }
        try {
            SqlChange.of(
                            """
                    INSERT INTO command_side.account (
                        account_id, kind, username, username_key, name, email, roles, description, organization_id,
                        active, session_generation, created_at, version)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, true, 1, ?, ?)
                    ON CONFLICT (account_id) DO NOTHING""",
                            event.accountId(),
                            event.kind().wire(),
                            event.username(),
                            mode.uniqueName(event.username(), event.accountId()),
                            event.name(),
                            event.email(),
                            array(event.roles()),
                            event.description(),
                            event.organizationId(),
                            at,
                            version)
                    .run(jdbc);
        } catch (DuplicateKeyException taken) {
            throw ProblemCode.USERNAME_TAKEN.because(
                    "There is already an account with the username '%s'.", event.username());
        }
    }

    void describe(AccountDescribed event, long version, ApplyMode mode) {
        update(
                "name = ?, email = ?, description = ?",
                event.accountId(),
                version,
                mode,
                event.name(),
                event.email(),
                event.description());
    }

    /** Also ends the sessions. Verification refuses the keys of a deleted account. */
    void delete(UUID accountId, long version, ApplyMode mode) {
        update("deleted = true, session_generation = session_generation + 1", accountId, version, mode);
    }

    void setRoles(UUID accountId, Set<InstanceRole> roles, long version, ApplyMode mode) {
        update("roles = ?", accountId, version, mode, (Object) array(roles));
    }

    void activate(UUID accountId, long version, ApplyMode mode) {
        update("active = true", accountId, version, mode);
    }

    /** Ends the sessions permanently: after an incident, a new activation must not restore them. */
    void deactivate(UUID accountId, long version, ApplyMode mode) {
        update("active = false, session_generation = session_generation + 1", accountId, version, mode);
    }

    void endSessions(UUID accountId, long version, ApplyMode mode) {
        update("session_generation = session_generation + 1", accountId, version, mode);
    }

    /** Counts active superusers. Serializes the changes that could remove the last one. */
    long countSuperusers() {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('command_side.superusers'))")
                .query((row, number) -> true)
                .single();
        return jdbc.sql(
                        "SELECT count(*) FROM command_side.account WHERE active AND NOT deleted AND 'superuser' = ANY (roles)")
                .query(Long.class)
                .single();
    }

    private boolean update(
            String assignments, UUID accountId, long version, ApplyMode mode, @Nullable Object... values) {
        return rows.advance("command_side.account", "account_id", accountId, version, mode, assignments, values);
    }

    private static String[] array(Set<InstanceRole> roles) {
        return roles.stream().map(InstanceRole::wire).sorted().toArray(String[]::new);
    }

    private static AccountRecord read(ResultSet row, int number) throws SQLException {
        return new AccountRecord(
                row.getObject("account_id", UUID.class),
                WireNames.parse(AccountKind.class, row.getString("kind")),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getString("description"),
                row.getObject("organization_id", UUID.class),
                memberships(row),
                roles((String[]) row.getArray("roles").getArray()),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                row.getInt("session_generation"),
                row.getTimestamp("created_at").toInstant(),
                row.getLong("version"));
    }

    private static Map<UUID, OrganizationRole> memberships(ResultSet row) throws SQLException {
        UUID[] organizations = (UUID[]) row.getArray("organization_ids").getArray();
        String[] roles = (String[]) row.getArray("organization_roles").getArray();
        Map<UUID, OrganizationRole> memberships = new HashMap<>();
        for (int i = 0; i < organizations.length; i++) {
            memberships.put(organizations[i], WireNames.parse(OrganizationRole.class, roles[i]));
        }
        return Map.copyOf(memberships);
    }

    private static Set<InstanceRole> roles(String[] names) {
        Set<InstanceRole> roles = EnumSet.noneOf(InstanceRole.class);
        Arrays.stream(names)
                .map(name -> WireNames.parse(InstanceRole.class, name))
                .forEach(roles::add);
        return roles;
    }
}
