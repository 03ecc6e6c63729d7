package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.EventMetadata;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What others than its owner can do to one key; the metadata says who does it. Each is done when the method returns. */
@Component
public class TokenOperations {
    private final CommandGateway commands;

    TokenOperations(CommandGateway commands) {
        this.commands = commands;
    }

    public void deactivate(UUID tokenId, @Nullable String reason, Map<String, String> metadata) {
        send(new DeactivateToken(tokenId, reason, null), metadata);
    }

    /**
     * In the name of whoever holds the key's value, and shows no other credential. A key that is inactive already cannot be
     * activated by its owner any more; one that was deleted in this moment has ended.
     */
    public void deactivateByHolder(UUID tokenId, String reason, RequestOrigin origin) {
        Map<String, String> metadata = ActorMetadata.of(origin);
        metadata.put(EventMetadata.ACTOR_KEY_ID, tokenId.toString());
        try {
            deactivate(tokenId, reason, metadata);
        } catch (ProblemException refused) {
            if (refused.refusal().code() != ProblemCode.TOKEN_NOT_FOUND) {
                throw refused;
            }
        }
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
