package io.tokenledger.command.token;

import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.events.account.AccountDeleted;
import io.tokenledger.eventstore.processing.SendsCommands;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Deletes the API keys of a deleted account. The verifier refuses these keys from the deletion of the account on; this
 * handler records it for each key. After a crash the handler resumes; deleting a key again has no effect.
 */
@Component
@Order(1)
@SendsCommands
@ProcessingGroup("keys-of-deleted-accounts")
class WhenAccountDeletedThenDeleteKeys {
    private final CredentialCache credentials;
    private final CommandGateway commands;
    private final ReadBarrier readBarrier;

    WhenAccountDeletedThenDeleteKeys(CredentialCache credentials, CommandGateway commands, ReadBarrier readBarrier) {
        this.credentials = credentials;
        this.commands = commands;
        this.readBarrier = readBarrier;
    }

    @EventHandler
    void on(AccountDeleted event) {
        readBarrier.await();
        for (UUID key : credentials.livingOf(event.accountId())) {
            commands.sendAndWait(new DeleteToken(key, null, null));
        }
    }
}
