package io.tokenledger.query.incidentcase;

import io.tokenledger.events.operatoraudit.CaseOpened;
import io.tokenledger.query.exposure.ExposureReports.KnownSubject;
import java.time.Instant;
import java.util.UUID;

/**
 * What a new case covers.
 *
 * @param from start, inclusive
 * @param to end, exclusive
 * @param firstPosition position of the last event before the window
 * @param lastPosition position of the last event in the window
 */
record CaseWindow(KnownSubject subject, Instant from, Instant to, long firstPosition, long lastPosition) {
    CaseOpened opened(UUID caseId, String title) {
        return new CaseOpened(caseId, title, subject.kind(), subject.value(), from, to, firstPosition, lastPosition);
    }
}
