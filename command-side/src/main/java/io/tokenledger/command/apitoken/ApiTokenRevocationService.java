package io.tokenledger.command.apitoken;

import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.authentication.signing.ApiTokenCodec;
import io.tokenledger.authentication.signing.SigningProperties;
import io.tokenledger.command.account.EndSessions;
import io.tokenledger.events.EventMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Revokes single API tokens. When a method returns, every process refuses the token. */
@Component
public class ApiTokenRevocationService {
    private static final String TOO_MANY = "too many sessions were ended one by one";

    private final CommandGateway commands;
    private final ApiTokenCodec apiTokens;
    private final SigningProperties settings;
    private final Clock clock;

    ApiTokenRevocationService(
            CommandGateway commands, ApiTokenCodec apiTokens, SigningProperties settings, Clock clock) {
        this.commands = commands;
        this.apiTokens = apiTokens;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Revokes the API token for the caller that presents it. The account may not have asked for this, so the metadata
     * names only the token.
     */
    public void revokeByHolder(PresentedApiToken held, String reason, RequestOrigin origin) {
        Map<String, String> cause = ActorMetadata.of(origin);
        cause.put(EventMetadata.ACTOR_SESSION_ID, held.jti());
        revoke(held, reason, cause);
    }

    /** Revokes on behalf of the account that presents its own API token to sign out. */
    public void signOut(PresentedApiToken own, RequestOrigin origin) {
        Map<String, String> cause = ActorMetadata.of(origin);
        cause.put(EventMetadata.ACTOR_ACCOUNT_ID, own.accountId().toString());
        cause.put(EventMetadata.ACTOR_SESSION_ID, own.jti());
        if (own.keyId() != null) {
            cause.put(EventMetadata.ACTOR_KEY_ID, own.keyId().toString());
        }
        revoke(own, "signed out", cause);
    }

    private void revoke(PresentedApiToken ended, String reason, Map<String, String> cause) {
        perform(
                command(
                        ended.jti(),
                        ended.accountId(),
                        ended.keyId(),
                        ended.audience(),
                        ended.issuedAt(),
                        ended.expiresAt(),
                        reason),
                (subject, command) -> commands.sendAndWait(new GenericCommandMessage<>(command, cause)));
    }

    /**
     * Ends a session that only the session listing knows.
     *
     * @param send sends a command about a subject on behalf of the caller
     */
    void endSession(UUID accountId, String jti, Instant created, Instant expiresAt, BiConsumer<UUID, Object> send) {
        perform(command(jti, accountId, null, apiTokens.controlPlane(), created, expiresAt, "session ended"), send);
    }

    /**
     * Past the limit of revocations, ends all sessions of the account instead. That includes the requested session and
     * needs no memory.
     */
    private static void perform(RevokeApiToken command, BiConsumer<UUID, Object> send) {
        try {
            send.accept(UUID.fromString(command.jti()), command);
        } catch (ProblemException refused) {
            if (refused.problem().code() != ProblemCode.TOO_MANY_REVOCATIONS || command.keyId() != null) {
                throw refused;
            }
            send.accept(command.accountId(), new EndSessions(command.accountId(), TOO_MANY));
        }
    }

    private RevokeApiToken command(
            String jti,
            UUID accountId,
            @Nullable UUID keyId,
            String audience,
            Instant issuedAt,
            Instant expiresAt,
            String reason) {
        boolean exchangeable = audience.equals(apiTokens.controlPlane());
        return new RevokeApiToken(
                jti,
                accountId,
                keyId,
                audience,
                expiresAt,
                exchangeable ? lastExpiry(issuedAt, expiresAt) : expiresAt,
                reason);
    }

    /**
     * Latest expiry of API tokens that were exchanged for this one. Their lifetime is its own or the configured one,
     * whichever is longer.
     */
    private Instant lastExpiry(Instant issuedAt, Instant expiresAt) {
        Duration own = Duration.between(issuedAt, expiresAt);
        Duration longest = own.compareTo(settings.lifetime()) > 0 ? own : settings.lifetime();
        Instant last = clock.instant().plus(longest);
        return last.isAfter(expiresAt) ? last : expiresAt;
    }
}
