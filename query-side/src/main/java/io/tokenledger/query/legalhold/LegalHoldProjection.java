package io.tokenledger.query.legalhold;

import io.tokenledger.api.query.ListingName;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes legal holds from their events. */
@Component
@ProcessingGroup(LegalHoldProjection.NAME)
class LegalHoldProjection implements Projection {
    /** Same name as in {@link ListingName#LEGAL_HOLDS}. */
    static final String NAME = "legal-holds";

    private final JdbcTemplate jdbc;

    LegalHoldProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(LegalHoldPlaced event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        change(
                """
                INSERT INTO legal_hold_v1 (hold_id, subject, subject_id, reason, placed_at, placed_by, position)
                VALUES (?, ?, ?, ?, ?, ?::uuid, ?) ON CONFLICT (hold_id) DO NOTHING""",
                event.holdId(),
                event.subject().wire(),
                event.subjectId(),
                event.reason(),
                at,
                actor(cause),
                EventPositions.of(token));
    }

    @EventHandler
    void on(LegalHoldReleased event, @Timestamp Instant at, MetaData cause) {
        change("""
                UPDATE legal_hold_v1 SET released_at = ?::timestamptz, released_by = ?::uuid
                WHERE hold_id = ? AND released_at IS NULL""", at, actor(cause), event.holdId());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean needs(String family) {
        return family.equals("ledger");
    }

    @Override
    public List<String> tables() {
        return List.of("legal_hold_v1");
    }

    private static @Nullable Object actor(MetaData cause) {
        return cause.get(EventMetadata.ACTOR_ACCOUNT_ID);
    }

    private void change(String text, @Nullable Object... values) {
        ProjectionBatch.add(NAME, jdbc, SqlChange.of(text, values));
    }
}
