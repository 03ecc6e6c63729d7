package io.tokenledger.authentication.lookup;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.jdbc.Sql;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rows of {@code command_side.credential}. Each change carries the version of its event, so a repeated event
 * changes nothing. A change returns the row as it is afterwards, or empty for a repeated event.
 */
@Repository
class CredentialRepository {
    private final JdbcClient jdbc;
    private final VersionedRows rows;

    CredentialRepository(JdbcClient jdbc, VersionedRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    Optional<CredentialRecord> find(UUID tokenId) {
        return jdbc.sql("SELECT * FROM command_side.credential WHERE token_id = ?")
                .param(tokenId)
                .query(CredentialRepository::read)
                .optional();
    }

    Optional<CredentialRecord> findLiving(UUID ownerId, String nameKey) {
        return jdbc.sql("SELECT * FROM command_side.credential WHERE owner_id = ? AND name_key = ? AND NOT deleted")
                .params(ownerId, nameKey)
                .query(CredentialRepository::read)
                .optional();
    }

    /**
     * Scans the table without an index. Only incidents need this query, and an index would slow down every rotation.
     */
    List<CredentialRecord> withDigests(List<SecretDigest> digests) {
        String[] hex = digests.stream().map(SecretDigest::hex).toArray(String[]::new);
        return jdbc.sql("""
                        SELECT * FROM command_side.credential
                        WHERE NOT deleted AND (digest = ANY (?) OR (previous_digest = ANY (?) AND retained_until > now()))""").params(hex, hex).query(CredentialRepository::read).list();
    }

    List<UUID> livingOf(UUID ownerId) {
        return jdbc.sql("SELECT token_id FROM command_side.credential WHERE owner_id = ? AND NOT deleted")
                .param(ownerId)
                .query((row, number) -> row.getObject("token_id", UUID.class))
                .list();
    }

    Optional<CredentialRecord> insert(TokenCreated event, Instant at, long version, ApplyMode mode) {
        try {
            Optional<CredentialRecord> inserted = SqlChange.of(
                            """
                    INSERT INTO command_side.credential (
                        token_id, owner_id, name, name_key, description, digest, generation,
                        retain_period_minutes, expires_at, active, deleted, created_at, version)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, true, false, ?, ?)
                    ON CONFLICT (token_id) DO NOTHING""",
                            event.tokenId(),
                            event.ownerId(),
                            event.name(),
                            mode.uniqueName(event.name(), event.tokenId()),
                            event.description(),
                            event.digest().hex(),
                            event.generation(),
                            event.expiresAt(),
                            at,
                            version)
                    .runReturning(jdbc, CredentialRepository::read);
            mode.recordChange(inserted.isPresent() ? 1 : 0);
            return inserted;
        } catch (DuplicateKeyException taken) {
            throw nameTaken(event.name());
        }
    }

    Optional<CredentialRecord> describe(
            UUID tokenId, String name, @Nullable String description, long version, ApplyMode mode) {
        try {
            return update(
                    "name = ?, name_key = ?, description = ?",
                    tokenId,
                    version,
                    mode,
                    name,
                    mode.uniqueName(name, tokenId),
                    description);
        } catch (DuplicateKeyException taken) {
            throw nameTaken(name);
        }
    }

    Optional<CredentialRecord> rotate(TokenRotated event, Instant at, long version, ApplyMode mode) {
        return update(
                """
                previous_digest = digest, digest = ?, generation = ?, retained_until = ?,
                retain_period_minutes = ?, expires_at = ?, rotated_at = ?""",
                event.tokenId(),
                version,
                mode,
                event.digest().hex(),
                event.generation(),
                event.retainedUntil(),
                event.retainPeriodMinutes(),
                event.expiresAt(),
                at);
    }

    Optional<CredentialRecord> retirePrevious(UUID tokenId, long version, ApplyMode mode) {
        return update("retained_until = NULL", tokenId, version, mode);
    }

    Optional<CredentialRecord> setActive(UUID tokenId, boolean active, long version, ApplyMode mode) {
        return update("active = ?", tokenId, version, mode, active);
    }

    Optional<CredentialRecord> delete(UUID tokenId, long version, ApplyMode mode) {
        return update("deleted = true", tokenId, version, mode);
    }

    Optional<CredentialRecord> touch(UUID tokenId, long version, ApplyMode mode) {
        return update("active = active", tokenId, version, mode);
    }

    private Optional<CredentialRecord> update(
            String assignments, UUID tokenId, long version, ApplyMode mode, @Nullable Object... values) {
        return rows.advanceReturning(
                CredentialRepository::read,
                "command_side.credential",
                "token_id",
                tokenId,
                version,
                mode,
                assignments,
                values);
    }

    private static RuntimeException nameTaken(String name) {
        return ProblemCode.NAME_TAKEN.because("The account already has an API key with the name '%s'.", name);
    }

    private static CredentialRecord read(ResultSet row, int number) throws SQLException {
        String previous = row.getString("previous_digest");
        return new CredentialRecord(
                row.getObject("token_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                new SecretDigest(row.getString("digest")),
                row.getInt("generation"),
                previous == null ? null : new SecretDigest(previous),
                Sql.instant(row, "retained_until"),
                row.getInt("retain_period_minutes"),
                Sql.instant(row, "expires_at"),
                row.getBoolean("active"),
                row.getBoolean("deleted"),
                row.getTimestamp("created_at").toInstant(),
                Sql.instant(row, "rotated_at"),
                row.getLong("version"));
    }
}
