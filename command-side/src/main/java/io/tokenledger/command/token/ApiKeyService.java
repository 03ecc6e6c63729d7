package io.tokenledger.command.token;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.query.LastUse;
import io.tokenledger.api.resource.ApiKeyETag;
import io.tokenledger.api.resource.ApiKeyResource;
import io.tokenledger.authentication.lookup.CredentialCache;
import io.tokenledger.authentication.lookup.CredentialRecord;
import io.tokenledger.command.idempotency.IdempotentWrite;
import io.tokenledger.command.readyourwrites.LastUseAwaiter;
import io.tokenledger.domain.KeyState;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.NullNode;

/** Operations on the API keys of one account. The endpoints check permissions. */
@Component
class ApiKeyService {
    private final CredentialCache credentials;
    private final ApiKeyGenerator newKeys;
    private final LastUseAwaiter lastUses;
    private final Clock clock;

    ApiKeyService(CredentialCache credentials, ApiKeyGenerator newKeys, LastUseAwaiter lastUses, Clock clock) {
        this.credentials = credentials;
        this.newKeys = newKeys;
        this.lastUses = lastUses;
        this.clock = clock;
    }

    ResponseEntity<Object> create(IdempotentWrite write, UUID ownerId, CreateApiKeyRequest body) {
        return write.executeShowingSecret(() -> {
            ApiKeyGenerator.NewKey key = newKeys.generate();
            write.send(
                    key.id(),
                    new CreateToken(
                            key.id(),
                            ownerId,
                            TokenName.of(body.name()),
                            Description.of(body.description()),
                            key.digest(),
                            RequestedExpiry.of(body.expiresInMinutes(), body.expiresAt()),
                            write.caller().accountId(),
                            write.caller().keyId()));
            LastUse none = lastUses.ofNew(key.id(), write.waits());
            return answer(HttpStatus.CREATED, key.id(), TokenVersion.FIRST, none, key.value());
        });
    }

    ResponseEntity<Object> change(
            IdempotentWrite write,
            UUID ownerId,
            String idOrName,
            ChangeApiKeyRequest body,
            @Nullable Long requiredVersion) {
        return write.executeOrReplay(
                () -> {
                    UUID id = requireKey(ownerId, idOrName);
                    TokenVersion changed = write.send(
                            id, new ChangeToken(id, body.changesOf(id), requiredVersion), TokenVersion.class);
                    return answer(HttpStatus.OK, id, changed, write.waits(), null);
                },
                id -> currentState(id, write.waits()));
    }

    ResponseEntity<Object> rotate(
            IdempotentWrite write,
            UUID ownerId,
            String idOrName,
            RotateApiKeyRequest body,
            @Nullable Long requiredVersion) {
        return write.executeShowingSecret(() -> {
            UUID id = requireKey(ownerId, idOrName);
            ApiKeyGenerator.NewKey key = newKeys.generate(id);
            RequestedExpiry expiry = RequestedExpiry.of(body.expiresInMinutes(), body.expiresAt());
            TokenVersion rotated = write.send(
                    id,
                    new RotateToken(
                            id,
                            key.digest(),
                            body.retention(),
                            expiry,
                            write.caller().keyId() != null,
                            requiredVersion),
                    TokenVersion.class);
            return answer(HttpStatus.OK, id, rotated, write.waits(), key.value());
        });
    }

    ResponseEntity<Object> delete(
            IdempotentWrite write, UUID ownerId, String idOrName, @Nullable Long requiredVersion) {
        return write.executeOrReplay(
                () -> {
                    UUID id = requireKey(ownerId, idOrName);
                    write.send(id, new DeleteToken(id, null, requiredVersion));
                    return deletedResponse(id, write.waits());
                },
                id -> deletedResponse(id, write.waits()));
    }

    private UUID requireKey(UUID ownerId, String idOrName) {
        return credentials
                .findLiving(ownerId, idOrName)
                .map(CredentialRecord::tokenId)
                .orElseThrow(() -> ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key."));
    }

    private ResponseEntity<Object> currentState(UUID id, boolean wait) {
        CredentialRecord key = credentials.read(id).orElseThrow();
        return answer(HttpStatus.OK, id, new TokenVersion(key.version(), key.generation()), wait, null);
    }

    private ResponseEntity<Object> answer(
            HttpStatus status, UUID id, TokenVersion made, boolean wait, @Nullable Secret value) {
        return answer(status, id, made, lastUses.find(id, wait), value);
    }

    private ResponseEntity<Object> answer(
            HttpStatus status, UUID id, TokenVersion made, LastUse lastUse, @Nullable Secret value) {
        CredentialRecord changed = credentials.findChanged(id, made.version()).orElseThrow();
        ApiKeyResource key = resource(changed, made.generation(), lastUse, value);
        return LastUseAwaiter.answer(status, lastUse)
                .eTag(ApiKeyETag.of(key, made.version()))
                .body(key);
    }

    /** Returns a JSON null, because the ZenML client parses every response as JSON. */
    private ResponseEntity<Object> deletedResponse(UUID id, boolean wait) {
        LastUse lastUse = lastUses.find(id, wait);
        return LastUseAwaiter.answer(HttpStatus.OK, lastUse).body(NullNode.getInstance());
    }

    private ApiKeyResource resource(CredentialRecord key, int generation, LastUse lastUse, @Nullable Secret value) {
        return new ApiKeyResource(
                key.tokenId(),
                key.name(),
                key.description(),
                key.active(),
                KeyState.of(key.active(), key.expiresAt(), key.deleted(), clock.instant()),
                key.createdAt(),
                key.expiresAt(),
                lastUse.at(),
                lastUse.ip(),
                key.rotatedAt(),
                key.retainPeriodMinutes(),
                key.retainedUntil(),
                generation,
                value == null ? null : value.reveal());
    }
}
