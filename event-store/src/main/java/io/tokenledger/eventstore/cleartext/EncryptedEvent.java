package io.tokenledger.eventstore.cleartext;

import io.tokenledger.eventstore.useevents.UseEventRow;

/** The encrypted form of an event in clear. */
sealed interface EncryptedEvent {
    /** An event that stays in its row. */
    record Replaced(StoredEvent event) implements EncryptedEvent {}

    /** A use, which moves to the table of uses. Its position stays the same. */
    record Moved(UseEventRow row) implements EncryptedEvent {}
}
