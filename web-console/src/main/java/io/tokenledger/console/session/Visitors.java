package io.tokenledger.console.session;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.console.client.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the browser of a request. */
public final class Visitors {
    private Visitors() {}

    /** The browser of a request, with this session. */
    public static Visitor of(HttpServletRequest request, @Nullable Secret session) {
        RequestOrigin origin =
                (RequestOrigin) Objects.requireNonNull(request.getAttribute(RequestOrigin.class.getName()));
        return new Visitor(session, origin.ip(), origin.userAgent(), origin.correlationId());
    }
}
