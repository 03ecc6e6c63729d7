package io.tokenledger.eventstore.cleartext;

import io.tokenledger.eventstore.StoreLimits;
import io.tokenledger.eventstore.postgres.DiskSpaceGuard;
import io.tokenledger.eventstore.useevents.UseEventRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.transaction.support.TransactionOperations;

/** Encrypts the next events in clear, in one transaction. If it fails at any point, all of them stay as they were. */
final class EncryptionBatch {
    private final ClearTextEventRepository table;
    private final TransactionOperations transactions;
    private final EventEncryptor encryptor;
    private final DiskSpaceGuard diskSpace;

    EncryptionBatch(
            ClearTextEventRepository table,
            TransactionOperations transactions,
            EventEncryptor encryptor,
            DiskSpaceGuard diskSpace) {
        this.table = table;
        this.transactions = transactions;
        this.encryptor = encryptor;
        this.diskSpace = diskSpace;
    }

    /**
     * The result of a transaction.
     *
     * @param last position of the last event; 0 if there was none
     * @param read number of events, with the skipped ones
     * @param skipped events that stay in clear, each with the reason
     */
    record Result(long last, int read, Map<StoredEvent, String> skipped) {
        boolean isLast() {
            return read < StoreLimits.MAX_EVENTS_PER_ENCRYPTION;
        }
    }

    /** Encrypts at most {@link StoreLimits#MAX_EVENTS_PER_ENCRYPTION} events after a position. */
    Result encryptAfter(long position) {
        diskSpace.requireSpace(); // each replaced row is a further row until PostgreSQL has cleaned the table
        return Objects.requireNonNull(transactions.execute(status -> encryptLocked(position)));
    }

    private Result encryptLocked(long position) {
        List<StoredEvent> events = table.lockAfter(position, StoreLimits.MAX_EVENTS_PER_ENCRYPTION);
        Map<StoredEvent, String> skipped = new LinkedHashMap<>();
        List<StoredEvent> replaced = new ArrayList<>(events.size());
        List<UseEventRow> moved = new ArrayList<>(events.size());
        encryptor.takeUsedKeys();
        for (StoredEvent event : events) {
            try {
                switch (encryptor.encrypt(event)) {
                    case EncryptedEvent.Replaced stays -> replaced.add(stays.event());
                    case EncryptedEvent.Moved use -> moved.add(use.row());
                }
            } catch (UnreadableStoredEventException unreadable) {
                skipped.put(event, String.valueOf(unreadable.getMessage()));
            }
        }
        if (!replaced.isEmpty() || !moved.isEmpty()) {
            requireKeys(encryptor.takeUsedKeys());
            table.replace(replaced);
            table.move(moved);
        }
        return new Result(events.isEmpty() ? 0 : events.getLast().position(), events.size(), skipped);
    }

    /** A key in the cache of this process may have been destroyed or given up. Its texts would be lost. */
    private void requireKeys(Set<String> used) {
        if (!table.lockKeys(used)) {
            throw new IllegalStateException("A subject key was destroyed in the meantime.");
        }
    }
}
