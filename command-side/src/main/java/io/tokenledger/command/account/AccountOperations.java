package io.tokenledger.command.account;

import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Operations on accounts for other packages. */
@Component
public class AccountOperations {
    private final CommandGateway commands;

    AccountOperations(CommandGateway commands) {
        this.commands = commands;
    }

    /** Deactivates the account. Its sessions end permanently. An inactive account stays inactive. */
    public void deactivate(UUID accountId, Map<String, String> metadata) {
        commands.sendAndWait(new GenericCommandMessage<>(
                new ChangeAccount(accountId, null, null, null, null, false, null), metadata));
    }
}
