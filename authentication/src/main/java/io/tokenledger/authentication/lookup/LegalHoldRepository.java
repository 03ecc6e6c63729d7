package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.AuthenticationLimits;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.WireNames;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldSubject;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of {@code command_side.legal_hold} and {@code command_side.past_member}. */
@Repository
class LegalHoldRepository {
    private static final String LOCK = "hashtext('command_side.legal_holds')";

    private final JdbcClient jdbc;
    private final VersionedRows rows;

    LegalHoldRepository(JdbcClient jdbc, VersionedRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<LegalHoldRecord> find(UUID holdId) {
        return jdbc.sql("SELECT * FROM command_side.legal_hold WHERE hold_id = ?")
                .param(holdId)
                .query(LegalHoldRepository::read)
                .optional();
    }

    /** Waits for the commands that are placing a hold, and blocks further ones until the end of the transaction. */
    void lockShared() {
        lock("pg_advisory_xact_lock_shared");
    }

    boolean holdsAccount(UUID accountId) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM command_side.legal_hold h
                            WHERE h.released_at IS NULL AND CASE h.subject
                                WHEN 'account' THEN h.subject_id = :account
                                WHEN 'token' THEN EXISTS (
                                    SELECT FROM command_side.credential c
                                    WHERE c.token_id = h.subject_id AND c.owner_id = :account)
                                ELSE EXISTS (
                                    SELECT FROM command_side.account a
                                    WHERE a.account_id = :account AND a.organization_id = h.subject_id
                                    UNION ALL SELECT FROM command_side.member m
                                    WHERE m.account_id = :account AND m.organization_id = h.subject_id
                                    UNION ALL SELECT FROM command_side.past_member p
                                    WHERE p.account_id = :account AND p.organization_id = h.subject_id)
                                END)""").param("account", accountId).query(Boolean.class).single();
    }

    Set<UUID> heldTokens() {
        return ids("SELECT subject_id FROM command_side.legal_hold WHERE released_at IS NULL AND subject = 'token'");
    }

    Set<UUID> heldAccounts() {
        return ids("""
                SELECT subject_id FROM command_side.legal_hold WHERE released_at IS NULL AND subject = 'account'
                UNION
                SELECT m.account_id
                FROM command_side.legal_hold h
                JOIN (SELECT organization_id, account_id FROM command_side.account
                      UNION ALL SELECT organization_id, account_id FROM command_side.member
                      UNION ALL SELECT organization_id, account_id FROM command_side.past_member) m
                    ON m.organization_id = h.subject_id
                WHERE h.released_at IS NULL AND h.subject = 'organization'""");
    }

    private Set<UUID> ids(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> row.getObject(1, UUID.class))
                .set();
    }

    void insert(LegalHoldPlaced event, Instant at, @Nullable UUID actor, long version, ApplyMode mode) {
        if (!mode.isReplaying()) {
            lock("pg_advisory_xact_lock");
            requireSubject(event.subject(), event.subjectId());
            requireCapacity();
        }
        mode.recordChange(SqlChange.of(
                        """
                INSERT INTO command_side.legal_hold (
                    hold_id, subject, subject_id, reason, placed_at, placed_by, version)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (hold_id) DO NOTHING""",
                        event.holdId(),
                        event.subject().wire(),
                        event.subjectId(),
                        event.reason(),
                        at,
                        actor,
                        version)
                .run(jdbc));
    }

    void release(UUID holdId, Instant at, @Nullable UUID actor, long version, ApplyMode mode) {
        rows.advance(
                "command_side.legal_hold",
                "hold_id",
                holdId,
                version,
                mode,
                "released_at = ?, released_by = ?",
                at,
                actor);
    }

    void addPastMember(UUID organizationId, UUID accountId, ApplyMode mode) {
        mode.recordChange(SqlChange.of("""
                INSERT INTO command_side.past_member (organization_id, account_id) VALUES (?, ?)
                ON CONFLICT (account_id, organization_id) DO NOTHING""", organizationId, accountId).run(jdbc));
    }

    private void lock(String function) {
        jdbc.sql("SELECT " + function + "(" + LOCK + ")")
                .query((row, number) -> true)
                .single();
    }

    /** Rows of keys, accounts and organizations are never deleted, so they need no lock. */
    private void requireSubject(LegalHoldSubject subject, UUID id) {
        switch (subject) {
            case TOKEN -> {
                if (!exists("SELECT EXISTS (SELECT FROM command_side.credential WHERE token_id = ?)", id)) {
                    throw ProblemCode.TOKEN_NOT_FOUND.because("There is no API key with the id %s.", id);
                }
            }
            case ACCOUNT -> {
                if (!exists("SELECT EXISTS (SELECT FROM command_side.account WHERE account_id = ?)", id)) {
                    throw ProblemCode.ACCOUNT_NOT_FOUND.because("There is no account with the id %s.", id);
                }
            }
            case ORGANIZATION -> {
                if (!exists("SELECT EXISTS (SELECT FROM command_side.organization WHERE organization_id = ?)", id)) {
                    throw ProblemCode.ORGANIZATION_NOT_FOUND.because("There is no organization with the id %s.", id);
                }
            }
        }
    }

    private boolean exists(String sql, UUID id) {
        return jdbc.sql(sql).param(id).query(Boolean.class).single();
    }

    private void requireCapacity() {
        long inForce = jdbc.sql("SELECT count(*) FROM command_side.legal_hold WHERE released_at IS NULL")
                .query(Long.class)
                .single();
        if (inForce >= AuthenticationLimits.MAX_LEGAL_HOLDS) {
            throw ProblemCode.TOO_MANY_LEGAL_HOLDS.because(
                    "The maximum of %d legal holds is in force.", AuthenticationLimits.MAX_LEGAL_HOLDS);
        }
    }

    private static LegalHoldRecord read(ResultSet row, int number) throws SQLException {
        return new LegalHoldRecord(
                row.getObject("hold_id", UUID.class),
                WireNames.parse(LegalHoldSubject.class, row.getString("subject")),
                row.getObject("subject_id", UUID.class),
                row.getString("reason"),
                row.getTimestamp("placed_at").toInstant(),
                row.getObject("placed_by", UUID.class),
                Sql.instant(row, "released_at"),
                row.getObject("released_by", UUID.class));
    }
}
