package io.tokenledger.door.credential;

import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/**
 * Keeps the credential look-up in one transaction with the key's events, and makes the door forget what it had in memory
 * once that transaction is committed, before the command is answered.
 *
 * <p>What must hold across keys is decided here, where the database can tell: names are unique.
 */
@Component
@ProcessingGroup(LookUps.GROUP)
class CredentialUpdater implements LookUp {
    private final CredentialTable table;
    private final Credentials credentials;
    private final Acknowledgements acknowledgements;

    CredentialUpdater(CredentialTable table, Credentials credentials, Acknowledgements acknowledgements) {
        this.table = table;
        this.credentials = credentials;
        this.acknowledgements = acknowledgements;
    }

    @EventHandler
    void on(TokenEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        switch (event) {
            case TokenCreated created ->
                table.insert(created, Repair.nameKey(created.name(), created.tokenId()), at, version);
            case TokenDescribed described ->
                table.describe(
                        described.tokenId(),
                        described.name(),
                        Repair.nameKey(described.name(), described.tokenId()),
                        described.description(),
                        version);
            case TokenRotated rotated -> table.rotate(rotated, at, version);
            case PreviousSecretRetired retired -> table.retirePrevious(retired.tokenId(), version);
            case TokenDeactivated deactivated -> table.setActive(deactivated.tokenId(), false, version);
            case TokenActivated activated -> table.setActive(activated.tokenId(), true, version);
            case TokenExpired expired -> table.touch(expired.tokenId(), version);
            case TokenDeleted deleted -> table.delete(deleted.tokenId(), version);
        }
        acknowledgements.afterCommit(event.tokenId(), () -> credentials.forget(event.tokenId()));
    }
}
