package io.tokenledger.command.idempotency;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.problem.ProblemException;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.EventMetadata;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** A write request with its caller and its {@code Idempotency-Key}. A {@link WriteRequest} creates it. */
public final class IdempotentWrite {
    private final WriteRequest request;
    private final @Nullable String reason;
    private final @Nullable String key;
    private final String fingerprint;
    private final CommandGateway commands;
    private final IdempotencyKeyRepository keys;
    private final JsonMapper json;

    /**
     * Creates a write.
     *
     * @param reason why the caller makes the change; null if it gave no reason
     * @param key the {@code Idempotency-Key}; null if the request has none
     * @param fingerprint keyed hash of method, path, {@code If-Match} and body; empty without a key
     */
    IdempotentWrite(
            WriteRequest request,
            @Nullable String reason,
            @Nullable String key,
            String fingerprint,
            CommandGateway commands,
            IdempotencyKeyRepository keys,
            JsonMapper json) {
        this.request = request;
        this.reason = reason;
        this.key = key;
        this.fingerprint = fingerprint;
        this.commands = commands;
        this.keys = keys;
        this.json = json;
    }

    public Caller caller() {
        return request.caller();
    }

    public RequestOrigin origin() {
        return request.origin();
    }

    /** Why the caller makes the change, as it is recorded; null if it gave no reason. */
    public @Nullable String reason() {
        return reason;
    }

    /** Whether the response waits until the listing shows the change. */
    public boolean waits() {
        return request.waits();
    }

    /**
     * Performs the write, or returns the stored response of the same earlier request.
     *
     * @param action action that performs the write and builds its response
     * @param currentState response for a completed write whose response was not stored, from the id of its subject
     */
    public ResponseEntity<Object> executeOrReplay(
            Supplier<ResponseEntity<Object>> action, Function<UUID, ResponseEntity<Object>> currentState) {
        CompletedWrite earlier = completedWrite();
        if (earlier != null) {
            return storedResponse(earlier, currentState);
        }
        try {
            ResponseEntity<Object> response = action.get();
            storeResponse(response);
            return response;
        } catch (ProblemException problem) {
            requireRepeatedWrite(problem);
            return storedResponse(requireCompleted(completedWrite()), currentState);
        }
    }

    /**
     * Performs a write whose response shows a secret. The response is never stored; a repeat is rejected with an
     * explanation.
     */
    public ResponseEntity<Object> executeShowingSecret(Supplier<ResponseEntity<Object>> action) {
        CompletedWrite earlier = completedWrite();
        if (earlier == null) {
            try {
                return action.get();
            } catch (ProblemException problem) {
                requireRepeatedWrite(problem);
                earlier = requireCompleted(completedWrite());
            }
        }
        throw ProblemCode.SECRET_ALREADY_SHOWN.because(
                "This request was already answered. The value of API key %s was shown then and is not stored."
                        + " Rotate the key to get a new value.",
                earlier.subjectId());
    }

    private static CompletedWrite requireCompleted(@Nullable CompletedWrite concurrent) {
        if (concurrent == null) {
            throw ProblemCode.REQUEST_IN_PROGRESS.because("A request with the same Idempotency-Key is in progress.");
        }
        return concurrent;
    }

    /** Sends a command on behalf of the caller and waits for its result. */
    public void send(UUID subjectId, Object command) {
        dispatch(subjectId, command);
    }

    /** Sends a command whose handler returns a value. */
    public <R> R send(UUID subjectId, Object command, Class<R> answer) {
        return Objects.requireNonNull(answer.cast(dispatch(subjectId, command)));
    }

    /** Metadata for the commands of this write, without its {@code Idempotency-Key}: the actor, the origin, the reason. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = ActorMetadata.of(caller(), origin());
        if (reason != null) {
            metadata.put(EventMetadata.REASON, reason);
        }
        return metadata;
    }

    private @Nullable Object dispatch(UUID subjectId, Object command) {
        Map<String, String> metadata = metadata();
        if (key != null) {
            metadata.put(EventMetadata.IDEMPOTENCY_KEY, key);
            metadata.put(IdempotencyInterceptor.FINGERPRINT, fingerprint);
            metadata.put(IdempotencyInterceptor.SUBJECT, subjectId.toString());
        }
        return commands.sendAndWait(new GenericCommandMessage<>(command, metadata));
    }

    /** Continues only if a concurrent write has claimed the key; the response then comes from that write. */
    private static void requireRepeatedWrite(ProblemException problem) {
        if (problem.problem().code() != ProblemCode.REPEATED_WRITE) {
            throw problem;
        }
    }

    private @Nullable CompletedWrite completedWrite() {
        CompletedWrite done =
                key == null ? null : keys.find(caller().accountId(), key).orElse(null);
        if (done != null && !done.isOf(fingerprint)) {
            throw ProblemCode.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was already used for another request.");
        }
        return done;
    }

    private ResponseEntity<Object> storedResponse(
            CompletedWrite done, Function<UUID, ResponseEntity<Object>> currentState) {
        if (done.status() == null) {
            return currentState.apply(done.subjectId());
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.valueOf(done.status()));
        if (done.etag() != null) {
            response.header(HttpHeaders.ETAG, done.etag());
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(json.readTree(done.answer()));
    }

    private void storeResponse(ResponseEntity<Object> response) {
        if (key != null) {
            keys.storeResponse(
                    caller().accountId(),
                    key,
                    response.getStatusCode().value(),
                    response.getHeaders().getETag(),
                    json.writeValueAsString(response.getBody()));
        }
    }
}
