package io.tokenledger.query.incidentcase;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.operatoraudit.CaseClosed;
import io.tokenledger.events.operatoraudit.CaseHandedOver;
import io.tokenledger.events.operatoraudit.CaseNoteAdded;
import io.tokenledger.events.operatoraudit.CaseOpened;
import io.tokenledger.events.operatoraudit.CaseOperationAdded;
import io.tokenledger.events.operatoraudit.CaseReopened;
import io.tokenledger.query.Projections;
import io.tokenledger.testsupport.ProjectionFixture;
import io.tokenledger.testsupport.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class IncidentCaseProjectionTest {
    private static final TestDatabase DATABASE = Projections.newDatabase();
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final UUID opener = UUID.randomUUID();
    private final ProjectionFixture events = new ProjectionFixture(
                    DATABASE, new IncidentCaseProjection(DATABASE.template()))
            .causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, opener.toString()));
    private final IncidentCaseRepository cases = new IncidentCaseRepository(JdbcClient.create(DATABASE.template()));
    private final UUID id = UUID.randomUUID();

    @Test
    void an_opened_case_has_its_window() {
        events.given(opened()).redeliver();

        IncidentCase incident = cases.find(id).orElseThrow();
        assertThat(incident.subject()).isEqualTo(new IncidentCase.Subject("ip", "203.0.113.0/24"));
        assertThat(incident.lastPosition()).isEqualTo(9);
        assertThat(incident.openedBy()).isEqualTo(opener);
        assertThat(incident.isClosed()).isFalse();
        assertThat(cases.countOpen(opener)).isEqualTo(1);
    }

    @Test
    void what_is_added_stays_in_order_and_once() {
        UUID operation = UUID.randomUUID();
        events.given(
                        opened(),
                        new CaseNoteAdded(id, "note"),
                        new CaseOperationAdded(id, operation),
                        new CaseHandedOver(id, "ab", 3),
                        new CaseClosed(id, "done"))
                .redeliver();

        List<CaseEntry> entries = cases.entries(id);
        assertThat(entries)
                .extracting(CaseEntry::kind)
                .containsExactly(
                        CaseEntryKind.NOTE, CaseEntryKind.OPERATION, CaseEntryKind.HANDED_OVER, CaseEntryKind.CLOSED);
        assertThat(entries.get(1).operationId()).isEqualTo(operation);
        assertThat(entries.get(3).text()).isEqualTo("done");
        assertThat(cases.find(id).orElseThrow().isClosed()).isTrue();
        assertThat(cases.newest(false, null, 500))
                .extracting(listed -> listed.incident().id())
                .contains(id);
        assertThat(cases.countOpen(opener)).isZero();
    }

    @Test
    void a_reopened_case_is_open() {
        events.given(opened(), new CaseClosed(id, "done"), new CaseReopened(id)).redeliver();

        assertThat(cases.find(id).orElseThrow().isClosed()).isFalse();
        assertThat(cases.newest(true, null, 500))
                .extracting(listed -> listed.incident().id())
                .contains(id);
    }

    @Test
    void an_event_that_is_delivered_again_later_changes_nothing() {
        events.given(opened(), new CaseClosed(id, "done")).given(new CaseReopened(id));
        Instant closed = FROM.plusSeconds(9);
        ProjectionFixture again = new ProjectionFixture(DATABASE, new IncidentCaseProjection(DATABASE.template()))
                .at(closed)
                .causedBy(Map.of(EventMetadata.ACTOR_ACCOUNT_ID, opener.toString()));

        again.given(opened(), new CaseClosed(id, "done")); // at their first positions

        assertThat(cases.find(id).orElseThrow().isClosed()).isFalse();
    }

    private CaseOpened opened() {
        return new CaseOpened(id, "Leak", "ip", "203.0.113.0/24", FROM, FROM.plusSeconds(60), 3, 9);
    }
}
