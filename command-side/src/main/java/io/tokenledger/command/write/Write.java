package io.tokenledger.command.write;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.refusal.RefusedException;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Cause;
import io.tokenledger.access.use.Origin;
import io.tokenledger.command.idempotency.Done;
import io.tokenledger.command.idempotency.IdempotencyInterceptor;
import io.tokenledger.command.idempotency.IdempotencyKeys;
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

/**
 * One writing request: who asks, and whether it was asked before. Made of a {@link WriteRequest}.
 *
 * @param waits whether the answer shall wait until the listing shows the change
 * @param key the {@code Idempotency-Key}; null where none was sent
 * @param fingerprint of method, path, {@code If-Match} and body
 */
public record Write(
        Caller caller,
        Origin origin,
        boolean waits,
        @Nullable String key,
        String fingerprint,
        CommandGateway commands,
        IdempotencyKeys keys,
        JsonMapper json) {

    /**
     * Does it and answers, or gives the first answer again.
     *
     * @param asItIs the answer for a write that was committed but stopped before its answer was kept
     */
    public ResponseEntity<Object> perform(
            Supplier<ResponseEntity<Object>> act, Function<UUID, ResponseEntity<Object>> asItIs) {
        Done before = done();
        if (before != null) {
            return again(before, asItIs);
        }
        try {
            ResponseEntity<Object> first = act.get();
            keep(first);
            return first;
        } catch (RefusedException refused) {
            demandRepeated(refused);
            Done first = done();
            if (first == null) {
                throw RefusalCode.CONCURRENT_CHANGE.because("The same write is under way.");
            }
            return again(first, asItIs);
        }
    }

    /** Does what shows a secret: the answer is never kept, and a repeat says where the secret has gone. */
    public ResponseEntity<Object> performOnce(Supplier<ResponseEntity<Object>> act) {
        Done before = done();
        if (before == null) {
            try {
                return act.get();
            } catch (RefusedException refused) {
                demandRepeated(refused);
                before = done();
            }
        }
        throw RefusalCode.SECRET_ALREADY_SHOWN.because(
                "This request was answered before, and the value of the API key %s was shown then. Rotate the key to get a new value.",
                before == null ? "" : before.subjectId());
    }

    /** Sends a command in the caller's name, and waits until it is done. */
    public void send(UUID subjectId, Object command) {
        dispatch(subjectId, command);
    }

    /** The same, for a command whose handler answers. */
    public <R> R send(UUID subjectId, Object command, Class<R> answer) {
        return Objects.requireNonNull(answer.cast(dispatch(subjectId, command)));
    }

    private @Nullable Object dispatch(UUID subjectId, Object command) {
        Map<String, String> metadata = Cause.of(caller, origin);
        if (key != null) {
            metadata.put(EventMetadata.IDEMPOTENCY_KEY, key);
            metadata.put(IdempotencyInterceptor.FINGERPRINT, fingerprint);
            metadata.put(IdempotencyInterceptor.SUBJECT, subjectId.toString());
        }
        return commands.sendAndWait(new GenericCommandMessage<>(command, metadata));
    }

    /** Only a write that another was quicker with is answered from what that one has left. */
    private static void demandRepeated(RefusedException refused) {
        if (refused.refusal().code() != RefusalCode.REPEATED_WRITE) {
            throw refused;
        }
    }

    private @Nullable Done done() {
        Done done = key == null ? null : keys.find(caller.accountId(), key).orElse(null);
        if (done != null && !done.isOf(fingerprint)) {
            throw RefusalCode.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was sent with another request before.");
        }
        return done;
    }

    private ResponseEntity<Object> again(Done done, Function<UUID, ResponseEntity<Object>> asItIs) {
        if (done.status() == null) {
            return asItIs.apply(done.subjectId());
        }
        ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.valueOf(done.status()));
        if (done.etag() != null) {
            response.header(HttpHeaders.ETAG, done.etag());
        }
        return response.contentType(MediaType.APPLICATION_JSON).body(json.readTree(done.answer()));
    }

    private void keep(ResponseEntity<Object> answer) {
        if (key != null) {
            keys.keep(
                    caller.accountId(),
                    key,
                    answer.getStatusCode().value(),
                    answer.getHeaders().getETag(),
                    json.writeValueAsString(answer.getBody()));
        }
    }
}
