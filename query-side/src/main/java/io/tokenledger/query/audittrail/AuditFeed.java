package io.tokenledger.query.audittrail;

import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SqlConditions;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All entries in order, and the signals that they raised, each the same whenever it is read. */
@Component
public class AuditFeed {
    private static final Set<ProjectionName> SOURCES =
            Set.of(ProjectionName.AUDIT_TRAIL, ProjectionName.HISTORY, ProjectionName.SIGNALS);

    private final AuditTrailRepository trail;
    private final SignalRows signals;
    private final ProjectionLag freshness;

    AuditFeed(AuditTrailRepository trail, SignalRows signals, ProjectionLag freshness) {
        this.trail = trail;
        this.signals = signals;
        this.freshness = freshness;
    }

    /**
     * The next entries behind a position, with their signals; none where there are none that are complete yet.
     *
     * @param most entries: their signals come on top
     */
    public List<AuditRow> after(long position, int most) {
        AuditQuery all = new AuditQuery(
                List.of(AuditSources.all(false)),
                new AuditFilter.ParsedFilter(new SqlConditions(), false, 0, end()),
                new SqlConditions(),
                true);
        List<AuditRow> entries = trail.page(all, position, most, AuditQuery.Names.THEN);
        return entries.isEmpty() ? entries : signals.among(entries);
    }

    /** The position of the last entry that can be read. */
    public long end() {
        return freshness.of(SOURCES).position();
    }
}
