package io.tokenledger.command.write;

import io.tokenledger.access.refusal.RefusalCode;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.CredentialRefusals;
import io.tokenledger.access.use.Origin;
import io.tokenledger.access.web.HandlerArgument;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands {@link WriteRequest} to handlers that ask for it. */
@Component
class WriteArguments extends HandlerArgument<WriteRequest> {
    private final Writes writes;

    WriteArguments(Writes writes) {
        super(WriteRequest.class);
        this.writes = writes;
    }

    @Override
    protected WriteRequest of(HttpServletRequest request) {
        if (request.getAttribute(Caller.class.getName()) instanceof Caller caller
                && request.getAttribute(Origin.class.getName()) instanceof Origin origin) {
            return new WriteRequest(request, caller, origin, waits(request.getParameter("wait")), writes);
        }
        throw CredentialRefusals.notValid();
    }

    private static boolean waits(@Nullable String said) {
        return switch (said == null ? "true" : said.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw RefusalCode.BAD_VALUE.because("wait is true or false.");
        };
    }
}
