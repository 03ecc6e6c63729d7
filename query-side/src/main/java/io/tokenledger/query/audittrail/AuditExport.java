package io.tokenledger.query.audittrail;

import io.tokenledger.query.audittrail.format.AuditFormat;
import io.tokenledger.query.freshness.Freshness;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Writes entries page by page, so that memory and transactions do not grow with the number of entries. */
@Component
class AuditExport {
    /** The projections of the entries and of the names in them. */
    private static final Set<ProjectionName> SOURCES = Set.of(ProjectionName.AUDIT_TRAIL, ProjectionName.HISTORY);

    private static final int PAGE = 1_000;

    private final AuditTrailRepository trail;
    private final ProjectionLag freshness;

    AuditExport(AuditTrailRepository trail, ProjectionLag freshness) {
        this.trail = trail;
        this.freshness = freshness;
    }

    /** The last position up to which the entries and the names in them are complete. */
    Freshness end() {
        return freshness.of(SOURCES);
    }

    /**
     * Writes the entries whose positions are greater than {@code after} and at most {@code until}.
     *
     * @param most number of entries after which it stops, at the end of a page
     * @return number of entries read; more than {@code most} if it stopped
     */
    long write(AuditQuery query, AuditFormat format, long after, long until, long most, OutputStream out)
            throws IOException {
        out.write(format.head().getBytes(StandardCharsets.UTF_8));
        long position = after;
        long read = 0;
        boolean more = true;
        while (more && read <= most) {
            List<AuditRow> page = trail.page(query, position, PAGE, AuditQuery.Names.THEN);
            StringBuilder lines = new StringBuilder();
            for (AuditRow row : page) {
                if (row.position() <= until) {
                    lines.append(format.line(row)).append(format.lineEnd());
                }
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            read += page.size();
            more = page.size() == PAGE && page.getLast().position() < until;
            position = page.isEmpty() ? until : page.getLast().position();
        }
        return read;
    }
}
