package io.tokenledger.command.idempotency;

import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
import io.tokenledger.events.account.AccountErased;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Removes the stored responses that were given to an erased account or are about it. Their keys stay claimed. */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class StoredResponseEraser implements LookupProjection {
    private final IdempotencyKeyRepository keys;

    StoredResponseEraser(IdempotencyKeyRepository keys) {
        this.keys = keys;
    }

    @EventHandler
    void on(AccountErased event) {
        keys.eraseResponses(event.accountId());
    }
}
