package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
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
import java.util.Optional;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.springframework.stereotype.Component;

/**
 * Updates the credential lookup in one transaction with the key's events. Caches the row after the commit and
 * before the command is acknowledged, so that neither the answer nor the next use reads it.
 *
 * <p>The database enforces here what must hold across keys: names are unique.
 */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class CredentialLookupProjection implements LookupProjection {
    private final CredentialRepository table;
    private final CredentialCache credentials;
    private final CommitBarrier commitBarrier;

    CredentialLookupProjection(CredentialRepository table, CredentialCache credentials, CommitBarrier commitBarrier) {
        this.table = table;
        this.credentials = credentials;
        this.commitBarrier = commitBarrier;
    }

    @EventHandler
    void on(TokenEvent event, @Timestamp Instant at, @SequenceNumber long version, ApplyMode mode) {
        Optional<CredentialRecord> written = switch (event) {
            case TokenCreated created -> table.insert(created, at, version, mode);
            case TokenDescribed described ->
                table.describe(described.tokenId(), described.name(), described.description(), version, mode);
            case TokenRotated rotated -> table.rotate(rotated, at, version, mode);
            case PreviousSecretRetired retired -> table.retirePrevious(retired.tokenId(), version, mode);
            case TokenDeactivated deactivated -> table.setActive(deactivated.tokenId(), false, version, mode);
            case TokenActivated activated -> table.setActive(activated.tokenId(), true, version, mode);
            case TokenExpired expired -> table.touch(expired.tokenId(), version, mode);
            case TokenDeleted deleted -> table.delete(deleted.tokenId(), version, mode);
        };
        commitBarrier.afterCommit(
                event.tokenId(),
                mode,
                written.map(credentials::replacement).orElse(() -> credentials.invalidate(event.tokenId())));
    }
}
