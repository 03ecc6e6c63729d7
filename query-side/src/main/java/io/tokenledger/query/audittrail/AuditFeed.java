package io.tokenledger.query.audittrail;

import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.freshness.ProjectionLag;
import io.tokenledger.query.freshness.ProjectionName;
import io.tokenledger.query.sql.SqlConditions;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** All entries in order with the signals that they raised. Each read of an entry or signal gives the same result. */
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
     * The entries after a position, each followed by its signals; empty if no further entry is complete yet.
     *
     * @param most maximum number of entries; signals do not count towards it
     */
    public List<AuditRow> after(long position, int most) {
        return read(position, end(), most);
    }

    /** The entries after a position up to and including another, each followed by its signals. */
    public List<AuditRow> between(long position, long last) {
        return read(position, last, SinkLimits.MAX_SINK_BATCH);
    }

    private List<AuditRow> read(long position, long last, int most) {
        AuditQuery all = new AuditQuery(
                List.of(AuditSources.all(false)),
                new AuditRange(new SqlConditions(), false, 0, last),
                new SqlConditions(),
                null,
                true);
        List<AuditRow> entries = trail.page(all, position, most, AuditQuery.Names.THEN);
        return entries.isEmpty() ? entries : signals.among(entries);
    }

    /** The position of the last entry that is complete. */
    public long end() {
        return freshness.of(SOURCES).position();
    }
}
