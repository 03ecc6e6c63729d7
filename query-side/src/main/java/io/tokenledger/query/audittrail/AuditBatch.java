package io.tokenledger.query.audittrail;

import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one batch. Entries that precede a change of membership are written before it, because they concern the
 * previous members.
 */
final class AuditBatch {
    private final AuditTrailWriter writer;
    private final List<AuditEntry> entries = new ArrayList<>();

    AuditBatch(AuditTrailWriter writer) {
        this.writer = writer;
    }

    void add(AuditEntry entry, @Nullable SqlChange membership) {
        entries.add(entry);
        if (membership != null) {
            flush();
            writer.change(membership);
        }
    }

    void flush() {
        if (!entries.isEmpty()) {
            writer.write(entries);
            entries.clear();
        }
    }
}
