package io.tokenledger.door.credential;

import io.tokenledger.events.account.ApiTokenRevoked;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Keeps the look-up of revoked API tokens in one transaction with their events, as {@link CredentialUpdater} does for keys. */
@Component
@ProcessingGroup(LookUps.GROUP)
class RevokedApiTokenUpdater implements LookUp {
    private final RevokedApiTokenTable table;
    private final RevokedApiTokens revoked;
    private final Acknowledgements acknowledgements;

    RevokedApiTokenUpdater(RevokedApiTokenTable table, RevokedApiTokens revoked, Acknowledgements acknowledgements) {
        this.table = table;
        this.revoked = revoked;
        this.acknowledgements = acknowledgements;
    }

    @EventHandler
    void on(ApiTokenRevoked event) {
        table.insert(event);
        acknowledgements.afterCommit(UUID.fromString(event.jti()), () -> revoked.add(event));
    }
}
