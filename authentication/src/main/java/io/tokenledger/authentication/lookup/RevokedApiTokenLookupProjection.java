package io.tokenledger.authentication.lookup;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.CommitBarrier;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.account.ApiTokenRevoked;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Updates the lookup of revoked API tokens in one transaction with their events, as {@link CredentialLookupProjection}
 * does for keys.
 */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class RevokedApiTokenLookupProjection implements LookupProjection {
    private final RevokedApiTokenRepository table;
    private final RevokedApiTokenCache revoked;
    private final CommitBarrier commitBarrier;

    RevokedApiTokenLookupProjection(
            RevokedApiTokenRepository table, RevokedApiTokenCache revoked, CommitBarrier commitBarrier) {
        this.table = table;
        this.revoked = revoked;
        this.commitBarrier = commitBarrier;
    }

    @EventHandler
    void on(ApiTokenRevoked event, ApplyMode mode) {
        table.insert(event, mode);
        commitBarrier.afterCommit(UUID.fromString(event.jti()), mode, () -> revoked.add(event));
    }
}
