package io.tokenledger.query.idempotency;

import io.tokenledger.api.idempotency.AcceptsIdempotencyKey;
import io.tokenledger.api.problem.ProblemCode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that may carry an {@code Idempotency-Key}. Handler methods receive it as an argument. The key is claimed before
 * the request runs. After an interruption, the claim ends once no request can still be in progress.
 */
@AcceptsIdempotencyKey
public final class IdempotentRequest {
    private static final String NO_BODY = "null";

    private final @Nullable RequestKey key;
    private final String scope;
    private final RequestRepository requests;
    private final JsonMapper json;

    IdempotentRequest(@Nullable RequestKey key, String scope, RequestRepository requests, JsonMapper json) {
        this.key = key;
        this.scope = scope;
        this.requests = requests;
        this.json = json;
    }

    /**
     * Runs the request, or returns the answer of the same earlier request.
     *
     * @param body parsed request body; null if the route has none
     * @param action action that runs the request and builds its answer
     * @throws io.tokenledger.api.problem.ProblemException if the key was used for another request, or the first request
     *     is in progress
     */
    public ResponseEntity<Object> execute(@Nullable Object body, Supplier<ResponseEntity<Object>> action) {
        return execute(body, action, () -> {});
    }

    /**
     * Runs the request, or returns the answer of the same earlier request.
     *
     * @param beforeRepeat what to do before a stored answer is returned, such as the record of this read
     */
    public ResponseEntity<Object> execute(
            @Nullable Object body, Supplier<ResponseEntity<Object>> action, Runnable beforeRepeat) {
        if (key == null) {
            return action.get();
        }
        String fingerprint = RequestKey.fingerprint(scope, json.writeValueAsBytes(body));
        if (!requests.claim(key, fingerprint)) {
            ResponseEntity<Object> first = first(key, fingerprint);
            beforeRepeat.run();
            return first;
        }
        ResponseEntity<Object> answer;
        try {
            answer = action.get();
        } catch (RuntimeException | Error failed) {
            requests.release(key); // nothing was done, so the same request may be sent again
            throw failed;
        }
        requests.storeAnswer(key, answer.getStatusCode().value(), json.writeValueAsString(answer.getBody()));
        return answer;
    }

    /**
     * Runs a request whose answer shows a secret. The answer is never stored; a repeat is rejected with an explanation.
     *
     * @param body parsed request body without its secrets
     * @param remedy what the caller can do to get another secret, as a sentence
     * @throws io.tokenledger.api.problem.ProblemException if the request was answered before, if the key was used for
     *     another request, or if the first request is in progress
     */
    public ResponseEntity<Object> executeShowingSecret(
            Object body, String remedy, Supplier<ResponseEntity<Object>> action) {
        if (key == null) {
            return action.get();
        }
        String fingerprint = RequestKey.fingerprint(scope, json.writeValueAsBytes(body));
        if (!requests.claim(key, fingerprint)) {
            requireCompleted(key, fingerprint);
            throw ProblemCode.SECRET_ALREADY_SHOWN.because(
                    "This request was already answered. Its secret was shown then and is not stored in the answer. %s",
                    remedy);
        }
        ResponseEntity<Object> answer;
        try {
            answer = action.get();
        } catch (RuntimeException | Error failed) {
            requests.release(key); // nothing was done, so the same request may be sent again
            throw failed;
        }
        requests.storeStatus(key, answer.getStatusCode().value());
        return answer;
    }

    private StoredRequest requireCompleted(RequestKey claimed, String fingerprint) {
        StoredRequest first = requests.find(claimed)
                .orElseThrow(() -> ProblemCode.REQUEST_IN_PROGRESS.because(
                        "A request with the same Idempotency-Key has just failed. Send the request again."));
        if (!first.fingerprint().equals(fingerprint)) {
            throw ProblemCode.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was already used for another request, or before your permissions changed.");
        }
        if (first.status() == null) {
            throw ProblemCode.REQUEST_IN_PROGRESS.because(
                    "A request with the same Idempotency-Key is in progress, or was interrupted in the last minutes.");
        }
        return first;
    }

    private ResponseEntity<Object> first(RequestKey claimed, String fingerprint) {
        StoredRequest first = requireCompleted(claimed, fingerprint);
        if (first.status() == null || first.answer() == null) {
            throw ProblemCode.ANSWER_NOT_STORED.because(
                    "This request was already answered. Its answer is not stored, because it is larger than 1 MiB, or because"
                            + " this account has stored too many answers in that minute.");
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(first.status());
        return first.answer().equals(NO_BODY)
                ? answer.build()
                : answer.contentType(MediaType.APPLICATION_JSON).body(json.readTree(first.answer()));
    }
}
