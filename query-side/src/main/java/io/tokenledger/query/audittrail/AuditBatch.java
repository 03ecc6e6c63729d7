package io.tokenledger.query.audittrail;

import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.events.retention.TokenUsesSummarized;
import io.tokenledger.eventstore.jdbc.SqlChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one batch. Entries of an account that precede a change of its memberships are written before the change,
 * because they concern the previous organizations. Entries that follow it are written after it.
 */
final class AuditBatch {
    private final AuditTrailWriter writer;
    private final AuditTrailEraser eraser;
    private final UnattributedTextEraser unattributed;
    private final List<AuditEntry> entries = new ArrayList<>();
    private final List<DailyUses.Summary> summaries = new ArrayList<>();
    private final List<SqlChange> memberships = new ArrayList<>();
    private final Set<UUID> movedAccounts = new HashSet<>();

    AuditBatch(AuditTrailWriter writer, AuditTrailEraser eraser, UnattributedTextEraser unattributed) {
        this.writer = writer;
        this.eraser = eraser;
        this.unattributed = unattributed;
    }

    void add(AuditEntry entry, @Nullable SqlChange membership) {
        UUID owner = entry.ownerId();
        if (owner != null && movedAccounts.contains(owner)) {
            flush();
        }
        entries.add(entry);
        if (membership != null) {
            memberships.add(membership);
            movedAccounts.add(Objects.requireNonNull(owner)); // each event that changes memberships has an owner
        }
    }

    void addSums(long position, TokenUsesSummarized event) {
        summaries.add(new DailyUses.Summary(position, event));
    }

    /** Erases the texts about an account; first writes the entries that precede the erasure. */
    void erase(UUID accountId, long position) {
        flush();
        eraser.erase(accountId, position);
    }

    /** Erases the texts about no known account; first writes the entries that precede the erasure. */
    void erase(UnattributedTextsErased event, long position) {
        flush();
        unattributed.erase(event.before(), position);
    }

    void flush() {
        if (!entries.isEmpty() || !summaries.isEmpty()) {
            writer.write(entries, summaries);
            writer.change(memberships);
            entries.clear();
            summaries.clear();
            memberships.clear();
            movedAccounts.clear();
        }
    }
}
