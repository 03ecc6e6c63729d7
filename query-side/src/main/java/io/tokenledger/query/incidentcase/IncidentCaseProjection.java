package io.tokenledger.query.incidentcase;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.CaseClosed;
import io.tokenledger.events.operatoraudit.CaseHandedOver;
import io.tokenledger.events.operatoraudit.CaseNoteAdded;
import io.tokenledger.events.operatoraudit.CaseOpened;
import io.tokenledger.events.operatoraudit.CaseOperationAdded;
import io.tokenledger.events.operatoraudit.CaseReopened;
import io.tokenledger.eventstore.EventPositions;
import io.tokenledger.eventstore.jdbc.SqlChange;
import io.tokenledger.query.projection.Projection;
import io.tokenledger.query.projection.ProjectionBatch;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes incident cases from their events. The event is the only write of a change. */
@Component
@ProcessingGroup(IncidentCaseProjection.NAME)
class IncidentCaseProjection implements Projection {
    static final String NAME = "incident-cases";

    private final JdbcTemplate jdbc;

    IncidentCaseProjection(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(CaseOpened event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        change(
                """
                INSERT INTO incident_case_v1 (
                    case_id, title, subject, value, from_at, to_at, first_position, last_position, opened_at, opened_by,
                    position, state_position)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::uuid, ?, ?) ON CONFLICT (case_id) DO NOTHING""",
                event.caseId(),
                event.title(),
                event.subject(),
                event.value(),
                event.from(),
                event.to(),
                event.firstPosition(),
                event.lastPosition(),
                at,
                actor(cause),
                EventPositions.of(token),
                EventPositions.of(token));
    }

    @EventHandler
    void on(CaseNoteAdded event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        add(event.caseId(), CaseEntryKind.NOTE, at, cause, token, event.note(), null, null);
    }

    @EventHandler
    void on(CaseOperationAdded event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        add(event.caseId(), CaseEntryKind.OPERATION, at, cause, token, null, event.operationId(), null);
    }

    @EventHandler
    void on(CaseHandedOver event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        add(event.caseId(), CaseEntryKind.HANDED_OVER, at, cause, token, null, null, event.sha256());
    }

    @EventHandler
    void on(CaseClosed event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        add(event.caseId(), CaseEntryKind.CLOSED, at, cause, token, event.conclusion(), null, null);
        setClosed(event.caseId(), at, token);
    }

    @EventHandler
    void on(CaseReopened event, @Timestamp Instant at, MetaData cause, TrackingToken token) {
        add(event.caseId(), CaseEntryKind.REOPENED, at, cause, token, null, null, null);
        setClosed(event.caseId(), null, token);
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
        return List.of("incident_case_v1", "incident_case_entry_v1");
    }

    private void setClosed(UUID caseId, @Nullable Instant closedAt, TrackingToken token) {
        long position = EventPositions.of(token);
        change("""
                UPDATE incident_case_v1 SET closed_at = ?::timestamptz, state_position = ?
                WHERE case_id = ? AND state_position < ?""", closedAt, position, caseId, position);
    }

    private void add(
            UUID caseId,
            CaseEntryKind kind,
            Instant at,
            MetaData cause,
            TrackingToken token,
            @Nullable String text,
            @Nullable UUID operationId,
            @Nullable String sha256) {
        change("""
                INSERT INTO incident_case_entry_v1 (
                    case_id, position, kind, added_at, added_by, text, operation_id, sha256)
                VALUES (?, ?, ?, ?, ?::uuid, ?, ?, ?) ON CONFLICT (case_id, position) DO NOTHING""", caseId, EventPositions.of(token), kind.wire(), at, actor(cause), text, operationId, sha256);
    }

    private static @Nullable Object actor(MetaData cause) {
        return cause.get(EventMetadata.ACTOR_ACCOUNT_ID);
    }

    private void change(String text, @Nullable Object... values) {
        ProjectionBatch.add(NAME, jdbc, SqlChange.of(text, values));
    }
}
