package io.tokenledger.command.token;

import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.events.account.AccountDeleted;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Deletes the API keys of an account that was deleted. The door refuses them from the very deletion on; this writes it
 * down for each, and goes on after a crash where it stopped, for deleting twice changes nothing.
 */
@Component
@ProcessingGroup("keys-of-deleted-accounts")
class WhenAccountDeletedThenDeleteKeys {
    private final CredentialCache credentials;
    private final CommandGateway commands;
    private final ReadBarrier lookUps;

    WhenAccountDeletedThenDeleteKeys(CredentialCache credentials, CommandGateway commands, ReadBarrier lookUps) {
        this.credentials = credentials;
        this.commands = commands;
        this.lookUps = lookUps;
    }

    @EventHandler
    void on(AccountDeleted event) {
        lookUps.await();
        for (UUID key : credentials.livingOf(event.accountId())) {
            commands.sendAndWait(new DeleteToken(key, null, null));
        }
    }
}
