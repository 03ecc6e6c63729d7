package io.tokenledger.query.asof;

import io.tokenledger.events.EventTypes;
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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The change that an event makes to the history of its key. */
final class TokenHistory {
    private static final ValidityRanges TOKENS = new ValidityRanges("token_history_v1", "token_id");

    private TokenHistory() {}

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
