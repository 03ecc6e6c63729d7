package io.tokenledger.events.token;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** Events of an API key from creation to deletion. Its uses are a family of their own. */
public sealed interface TokenEvent extends LedgerEvent
        permits TokenCreated,
                TokenDescribed,
                TokenRotated,
                PreviousSecretRetired,
                TokenDeactivated,
                TokenActivated,
                TokenExpired,
                TokenDeleted {
    UUID tokenId();

    UUID ownerId();

    @Override
    default UUID dataSubject() {
        return ownerId();
    }
}
