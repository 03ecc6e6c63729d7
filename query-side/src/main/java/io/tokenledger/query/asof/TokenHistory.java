package io.tokenledger.query.asof;

import io.tokenledger.events.EventTypes;
import io.tokenledger.events.SecretDigest;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The change that an event makes to the history of its key. */
final class TokenHistory {
    private static final ValidityRanges TOKENS = new ValidityRanges("token_history_v1", "token_id");

    private TokenHistory() {}

    /** The changes of {@code token_secret_v1}. Each can be repeated, because the end of a secret only moves forward. */
    static List<SqlChange> secrets(TokenEvent event, Instant at) {
        return switch (event) {
            case TokenCreated created -> List.of(begin(created.tokenId(), created.generation(), created.digest(), at));
            case TokenRotated rotated -> List.of(rotate(rotated, at));
            case TokenDeleted deleted -> List.of(end(deleted.tokenId(), Integer.MAX_VALUE, at));
            default -> List.of();
        };
    }

    private static SqlChange begin(UUID key, int generation, SecretDigest digest, Instant at) {
        return SqlChange.of(
                "INSERT INTO token_secret_v1 (token_id, generation, digest, worked_from)"
                        + " VALUES (?::uuid, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING",
                key.toString(),
                generation,
                digest.hex(),
                at);
    }

    /** Begins a secret, ends the one before it at the end of its retention, and all earlier ones at once. */
    private static SqlChange rotate(TokenRotated rotated, Instant at) {
        Instant retained = rotated.retainedUntil();
        return SqlChange.of(
                """
                WITH ended AS (
                    UPDATE token_secret_v1
                    SET worked_until = least(worked_until,
                                             CASE WHEN generation < ? THEN ?::timestamptz ELSE ?::timestamptz END)
                    WHERE token_id = ?::uuid AND generation <= ?)
                INSERT INTO token_secret_v1 (token_id, generation, digest, worked_from)
                VALUES (?::uuid, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING""",
                rotated.generation() - 1,
                at,
                retained == null ? at : retained,
                rotated.tokenId().toString(),
                rotated.generation() - 1,
                rotated.tokenId().toString(),
                rotated.generation(),
                rotated.digest().hex(),
                at);
    }

    /** Ends the secrets up to this generation, if they have not ended before. */
    private static SqlChange end(UUID key, int lastGeneration, Instant at) {
        return SqlChange.of(
                "UPDATE token_secret_v1 SET worked_until = least(worked_until, ?::timestamptz)"
                        + " WHERE token_id = ?::uuid AND generation <= ?",
                at,
                key.toString(),
                lastGeneration);
    }

    static SqlChange of(TokenEvent event, long position, Instant at, long version) {
        Map<String, @Nullable Object> columns = switch (event) {
            case TokenCreated created -> created(created, at);
            case TokenDescribed described ->
                Columns.of("name", described.name(), "description", described.description());
            case TokenRotated rotated ->
                Columns.of(
                        "generation", rotated.generation(),
                        "retain_period_minutes", rotated.retainPeriodMinutes(),
                        "retained_until", rotated.retainedUntil(),
                        "expires_at", rotated.expiresAt(),
                        "rotated_at", at);
            case PreviousSecretRetired retired -> Columns.of("retained_until", null);
            case TokenDeactivated deactivated -> Columns.of("active", false);
            case TokenActivated activated -> Columns.of("active", true, "activated_at", at);
            case TokenExpired expired -> Columns.of();
            case TokenDeleted deleted -> Columns.of("deleted", true);
        };
        columns.put("because", EventTypes.storedAs(event.getClass()).value());
        columns.put("since", at);
        columns.put("version", version);
        return event instanceof TokenCreated
                ? TOKENS.begin(position, columns)
                : TOKENS.change(position, columns, event.tokenId());
    }

    private static Map<String, @Nullable Object> created(TokenCreated created, Instant at) {
        return Columns.of(
                "token_id", created.tokenId(),
                "owner_id", created.ownerId(),
                "name", created.name(),
                "description", created.description(),
                "active", true,
                "deleted", false,
                "created_at", at,
                "created_by_key", created.createdByKey(),
                "expires_at", created.expiresAt(),
                "retain_period_minutes", 0,
                "generation", created.generation());
    }
}
