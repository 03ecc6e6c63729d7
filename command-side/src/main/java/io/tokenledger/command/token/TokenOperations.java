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

/**
 * Operations on one key by callers other than its owner; the metadata names the caller. Each method returns after the
 * change is done.
 */
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
     * Deactivates the key on behalf of a holder of its value that presents no other credential. Afterwards the owner
     * cannot activate it, even if it was inactive before. A key that was deleted concurrently counts as deactivated.
     */
    public void deactivateByHolder(UUID tokenId, String reason, RequestOrigin origin) {
        Map<String, String> metadata = ActorMetadata.of(origin);
        metadata.put(EventMetadata.ACTOR_KEY_ID, tokenId.toString());
        try {
            deactivate(tokenId, reason, metadata);
        } catch (ProblemException refused) {
            if (refused.problem().code() != ProblemCode.TOKEN_NOT_FOUND) {
                throw refused;
            }
        }
    }

    /** Activates the key, unless its state or secret has changed since that bulk operation deactivated it. */
    public void restore(UUID tokenId, UUID endedIn, @Nullable String reason, Map<String, String> metadata) {
        send(new ActivateToken(tokenId, reason, endedIn, null), metadata);
    }

    /** Deletes the key, unless its state or secret has changed since that bulk operation deactivated it. */
    public void delete(UUID tokenId, UUID endedIn, Map<String, String> metadata) {
        send(new DeleteToken(tokenId, endedIn, null), metadata);
    }

    private void send(TokenCommand.Change change, Map<String, String> metadata) {
        commands.sendAndWait(new GenericCommandMessage<>(change, metadata));
    }
}
