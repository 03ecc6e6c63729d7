package io.tokenledger.command.token;

import io.tokenledger.access.use.Cause;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.EventMetadata;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What others than its owner can do to one key; the metadata says who does it. Each is done when the method returns. */
@Component
public class TokenActs {
    private final CommandGateway commands;

    TokenActs(CommandGateway commands) {
        this.commands = commands;
    }

    public void deactivate(UUID tokenId, @Nullable String reason, Map<String, String> metadata) {
        send(new DeactivateToken(tokenId, reason, null), metadata);
    }

    /** In the name of whoever holds the key's value, and shows no other credential. */
    public void deactivateByHolder(UUID tokenId, String reason, Origin origin) {
        Map<String, String> metadata = Cause.of(origin);
        metadata.put(EventMetadata.ACTOR_KEY_ID, tokenId.toString());
        deactivate(tokenId, reason, metadata);
    }

    /** Where nobody has touched it since that act deactivated it. */
    public void restore(UUID tokenId, UUID endedIn, @Nullable String reason, Map<String, String> metadata) {
        send(new ActivateToken(tokenId, reason, endedIn, null), metadata);
    }

    /** Where nobody has touched it since that act deactivated it. */
    public void delete(UUID tokenId, UUID endedIn, Map<String, String> metadata) {
        send(new DeleteToken(tokenId, endedIn, null), metadata);
    }

    private void send(TokenCommand.Change change, Map<String, String> metadata) {
        commands.sendAndWait(new GenericCommandMessage<>(change, metadata));
    }
}
