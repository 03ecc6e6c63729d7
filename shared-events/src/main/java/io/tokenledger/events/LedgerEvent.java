package io.tokenledger.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event of the ledger. Its families are sealed; {@link EventTypes} lists them all. */
public interface LedgerEvent {
    /**
     * The account that the event is about, or the case or bulk operation that its texts belong to. Its key encrypts the
     * {@linkplain Personal personal} texts of the event.
     *
     * @return id of the data subject; null if the event is about no known account, for example a use of an unknown key
     */
    default @Nullable UUID dataSubject() {
        return null;
    }
}
