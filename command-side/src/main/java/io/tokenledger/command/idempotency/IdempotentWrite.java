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

/**
 * One writing request: who asks, and whether it was asked before. Made of a {@link WriteRequest}.
 *
 * @param waits whether the answer shall wait until the listing shows the change
 * @param key the {@code Idempotency-Key}; null where none was sent
 * @param fingerprint of method, path, {@code If-Match} and body
 */
public record IdempotentWrite(
        Caller caller,
        RequestOrigin origin,
        boolean waits,
        @Nullable String key,
        String fingerprint,
        CommandGateway commands,
        IdempotencyKeyRepository keys,
        JsonMapper json) {

    /**
     * Does it and answers, or gives the first answer again.
     *
     * @param asItIs the answer for a write that was committed but stopped before its answer was kept
     */
    public ResponseEntity<Object> perform(
            Supplier<ResponseEntity<Object>> act, Function<UUID, ResponseEntity<Object>> asItIs) {
        CompletedWrite before = done();
        if (before != null) {
            return again(before, asItIs);
        }
        try {
            ResponseEntity<Object> first = act.get();
            keep(first);
            return first;
        } catch (ProblemException refused) {
            demandRepeated(refused);
            CompletedWrite first = done();
            if (first == null) {
                throw ProblemCode.CONCURRENT_CHANGE.because("The same write is in progress.");
            }
            return again(first, asItIs);
        }
    }

    /** Does what shows a secret: the answer is never kept, and a repeat says where the secret has gone. */
    public ResponseEntity<Object> performOnce(Supplier<ResponseEntity<Object>> act) {
        CompletedWrite before = done();
        if (before == null) {
            try {
                return act.get();
            } catch (ProblemException refused) {
                demandRepeated(refused);
                before = done();
            }
        }
        if (before == null) {
            throw ProblemCode.CONCURRENT_CHANGE.because("The same write is in progress.");
        }
        throw ProblemCode.SECRET_ALREADY_SHOWN.because(
                "This request was answered before, and the value of the API key %s was shown then. Rotate the key to get a new value.",
                before.subjectId());
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
        Map<String, String> metadata = ActorMetadata.of(caller, origin);
        if (key != null) {
            metadata.put(EventMetadata.IDEMPOTENCY_KEY, key);
            metadata.put(IdempotencyInterceptor.FINGERPRINT, fingerprint);
            metadata.put(IdempotencyInterceptor.SUBJECT, subjectId.toString());
        }
        return commands.sendAndWait(new GenericCommandMessage<>(command, metadata));
    }

    /** Only a write that another was quicker with is answered from what that one has left. */
    private static void demandRepeated(ProblemException refused) {
        if (refused.refusal().code() != ProblemCode.REPEATED_WRITE) {
            throw refused;
        }
    }

    private @Nullable CompletedWrite done() {
        CompletedWrite done =
                key == null ? null : keys.find(caller.accountId(), key).orElse(null);
        if (done != null && !done.isOf(fingerprint)) {
            throw ProblemCode.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was sent with another request before.");
        }
        return done;
    }

    private ResponseEntity<Object> again(CompletedWrite done, Function<UUID, ResponseEntity<Object>> asItIs) {
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
