package io.tokenledger.events.token;

import io.tokenledger.events.LedgerEvent;
import java.util.UUID;

/** What can happen to an API key between its creation and its deletion. Uses are told apart, in their own family. */
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
}
