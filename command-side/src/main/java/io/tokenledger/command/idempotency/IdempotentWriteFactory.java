package io.tokenledger.command.idempotency;

import io.tokenledger.api.idempotency.IdempotencyKeyHeader;
import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.authentication.signing.Fingerprints;
import jakarta.servlet.http.HttpServletRequest;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates {@link IdempotentWrite} from a request. */
@Component
public class IdempotentWriteFactory {
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
     * @param reason why the caller makes the change, as it is recorded; null if it gives none
     */
    IdempotentWrite begin(WriteRequest writeRequest, @Nullable Object body, @Nullable String reason) {
        HttpServletRequest request = writeRequest.request();
        String key = IdempotencyKeyHeader.of(request);
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
        return new IdempotentWrite(writeRequest, reason, key, fingerprint, commands, keys, json);
    }
}
