package io.tokenledger.query.incidentcase;

import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.audittrail.SubjectTrail;
import io.tokenledger.query.replay.LatestComparison;
import io.tokenledger.query.replay.LatestComparisons;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The evidence of a case as an archive: the case, its report, the entries of its window in three formats, who read about
 * it, and whether the read models were compared with the events.
 */
@Component
class HandoverPackage {
    private final CaseReader reader;
    private final SubjectTrail trail;
    private final LatestComparisons comparisons;
    private final JsonMapper json;
    private final String readMe;

    HandoverPackage(CaseReader reader, SubjectTrail trail, LatestComparisons comparisons, JsonMapper json)
            throws IOException {
        this.reader = reader;
        this.trail = trail;
        this.comparisons = comparisons;
        this.json = json;
        this.readMe = new ClassPathResource("pages/handover.txt").getContentAsString(StandardCharsets.UTF_8);
    }

    /**
     * What was written.
     *
     * @param sha256 SHA-256 of the archive
     * @param entries number of entries of the trail
     */
    record Written(String sha256, int entries) {}

    /**
     * A comparison of a read model, as the package shows it.
     *
     * @param coversCase whether it compared all events of the case
     */
    record Compared(LatestComparison comparison, boolean coversCase) {}

    /** Writes the archive. Reads of the case itself are recorded. */
    Written write(IncidentCase incident, Caller caller, RequestOrigin origin, OutputStream out) throws IOException {
        CaseDetails details = reader.details(incident.id(), caller, origin);
        SubjectTrail.Entries entries = trail.about(
                incident.subject().kind(),
                incident.subject().value(),
                incident.firstPosition(),
                incident.lastPosition());
        SubjectTrail.Entries later = trail.about(
                incident.subject().kind(),
                incident.subject().value(),
                incident.lastPosition(),
                details.freshness().position());
        SubjectTrail.Entries reads = trail.reads(
                incident.id(),
                incident.subject().value(),
                incident.firstPosition(),
                details.freshness().position());
        try (PackageWriter files = new PackageWriter(out, incident.openedAt())) {
            files.add("README.txt", readMe);
            files.add("case.json", text(details));
            files.add("report.json", text(reader.report(incident, caller, origin)));
            int count = files.add("entries.ndjson", file -> write(entries, "ndjson", file));
            files.add("entries.csv", file -> write(entries, "csv", file));
            files.add("entries.ocsf.ndjson", file -> write(entries, "ocsf", file));
            files.add("later.ndjson", file ->
                    (int) trail.writeFirst(later, "ndjson", QueryLimits.MAX_PACKAGE_ENTRIES, file));
            files.add("reads.ndjson", file -> write(reads, "ndjson", file));
            files.add("comparisons.json", text(compared(incident)));
            return new Written(files.finish(), count);
        }
    }

    private int write(SubjectTrail.Entries entries, String format, OutputStream file) throws IOException {
        return trail.write(entries, format, QueryLimits.MAX_PACKAGE_ENTRIES, file);
    }

    private List<Compared> compared(IncidentCase incident) {
        return comparisons.all().stream()
                .map(latest ->
                        new Compared(latest, latest.position() != null && latest.position() >= incident.lastPosition()))
                .toList();
    }

    private String text(Object value) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}
