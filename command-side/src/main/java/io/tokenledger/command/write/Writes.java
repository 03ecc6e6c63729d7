package io.tokenledger.command.write;

import io.tokenledger.access.limit.AccountVolume;
import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.command.idempotency.IdempotencyKeys;
import io.tokenledger.door.signing.Fingerprints;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Begins a writing request. */
@Component
public class Writes {
    private static final Pattern ACCEPTABLE = Pattern.compile("[\\x21-\\x7E]{1,255}");

    private final CommandGateway commands;
    private final IdempotencyKeys keys;
    private final Fingerprints fingerprints;
    private final AccountVolume volume;
    private final JsonMapper json;

    Writes(
            CommandGateway commands,
            IdempotencyKeys keys,
            Fingerprints fingerprints,
            AccountVolume volume,
            JsonMapper json) {
        this.commands = commands;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.volume = volume;
        this.json = json;
    }

    /** The request with the {@code Idempotency-Key} that it carries, if any; the body as it was read. */
    Write begin(WriteRequest asked, @Nullable Object body) {
        HttpServletRequest request = asked.request();
        String key = request.getHeader("Idempotency-Key");
        if (key != null && !ACCEPTABLE.matcher(key).matches()) {
            throw RefusalCode.BAD_REQUEST.because("An Idempotency-Key has 1 to 255 visible ASCII characters.");
        }
        String written = json.writeValueAsString(body);
        volume.spend(asked.caller(), written, asked.origin().userAgent());
        String fingerprint = key == null
                ? ""
                : fingerprints.full(request.getMethod()
                        + ' '
                        + request.getServletPath()
                        + '\n'
                        + request.getHeader(HttpHeaders.IF_MATCH)
                        + '\n'
                        + written);
        return new Write(asked.caller(), asked.origin(), asked.waits(), key, fingerprint, commands, keys, json);
    }
}
