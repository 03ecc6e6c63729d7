package io.tokenledger.query.audittrail;

import io.tokenledger.query.sql.SqlConditions;
import java.util.List;
import org.springframework.stereotype.Component;

/** All entries in order, each the same whenever it is read. */
@Component
public class AuditFeed {
    private final AuditTrail trail;
    private final AuditExport export;

    AuditFeed(AuditTrail trail, AuditExport export) {
        this.trail = trail;
        this.export = export;
    }

    /** The next entries behind a position; none where there are none that are complete yet. */
    public List<AuditRow> after(long position, int most) {
        AuditQuestion all = new AuditQuestion(
                List.of(AuditSources.all(false)),
                new AuditFilter.Asked(new SqlConditions(), false, 0, export.end()),
                true);
        return trail.page(all, position, most, AuditQuestion.Names.THEN);
    }

    /** The position of the last entry that can be read. */
    public long end() {
        return export.end();
    }
}
