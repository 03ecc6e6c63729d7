package io.tokenledger.command.idempotency;

import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.signing.Fingerprints;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates {@link IdempotentWrite} from a request. */
@Component
public class IdempotentWriteFactory {
    private static final Pattern ACCEPTABLE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final CommandGateway commands;
    private final IdempotencyKeyRepository keys;
    private final Fingerprints fingerprints;
    private final AccountVolumeLimiter volume;
    private final JsonMapper json;

    IdempotentWriteFactory(
            CommandGateway commands,
            IdempotencyKeyRepository keys,
            Fingerprints fingerprints,
            AccountVolumeLimiter volume,
            JsonMapper json) {
        this.commands = commands;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.volume = volume;
        this.json = json;
    }

    /**
     * Creates a write with the {@code Idempotency-Key} of the request, if it has one.
     *
     * @param body parsed request body; null if the route has none
     */
    IdempotentWrite begin(WriteRequest writeRequest, @Nullable Object body) {
        HttpServletRequest request = writeRequest.request();
        String key = idempotencyKey(request);
        String written = json.writeValueAsString(body);
        volume.spend(writeRequest.caller(), written, writeRequest.origin().userAgent());
        String fingerprint = key == null
                ? ""
                : fingerprints.full(request.getMethod()
                        + ' '
                        + request.getServletPath()
                        + '\n'
                        + request.getHeader(HttpHeaders.IF_MATCH)
                        + '\n'
                        + written);
        return new IdempotentWrite(
                writeRequest.caller(),
                writeRequest.origin(),
                writeRequest.waits(),
                key,
                fingerprint,
                commands,
                keys,
                json);
    }

    private static @Nullable String idempotencyKey(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders("Idempotency-Key"));
        if (sent.size() > 1) {
            throw ProblemCode.BAD_REQUEST.because("The request has more than one Idempotency-Key. Send at most one.");
        }
        if (sent.isEmpty()) {
            return null;
        }
        String key = sent.getFirst();
        if (!ACCEPTABLE.matcher(key).matches()) {
            throw ProblemCode.BAD_REQUEST.because("The Idempotency-Key must have 1 to 255 visible ASCII characters.");
        }
        return key;
    }
}
