package io.tokenledger.api.filter;

import io.tokenledger.api.browser.SessionCookie;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.error.ProblemWriter;
import io.tokenledger.api.forwardauth.ForwardAuth;
import io.tokenledger.api.forwardauth.ForwardAuthRequest;
import io.tokenledger.api.forwardauth.UsageTargets;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.BearerHeader;
import io.tokenledger.api.request.PercentDecoder;
import io.tokenledger.api.request.SourceAddresses;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.InvalidCredentials;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.events.usage.Channel;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in whoever shows a good API key or API token (RFC 6750, section 2.1), and refuses everybody else on every route
 * that is not open. It is our own because this check is what the product exists for.
 */
public class BearerAuthenticationFilter extends OncePerRequestFilter {
    static final String CALLER = Caller.class.getName();

    private static final String IN_QUERY = "access_token";
    private static final String AUTHORIZE_SERVER = "/users/authorize_server";

    private final CredentialReader credentials;
    private final CredentialVerifier door;
    private final SessionCookie sessions;
    private final ProblemWriter errors;
    private final PublicRoutes open;
    private final ForwardAuth forwardAuth;

    public BearerAuthenticationFilter(
            CredentialReader credentials,
            CredentialVerifier door,
            SessionCookie sessions,
            ProblemWriter errors,
            PublicRoutes open,
            ForwardAuth forwardAuth) {
        this.credentials = credentials;
        this.door = door;
        this.sessions = sessions;
        this.errors = errors;
        this.open = open;
        this.forwardAuth = forwardAuth;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!open.isOpen(
                request.getServletPath(), SourceAddresses.canonical(request.getRemoteAddr()), isDirect(request))) {
            try {
                request.setAttribute(CALLER, caller(request));
            } catch (RuntimeException no) {
                errors.write(request, response, no);
                return;
            }
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // what one caller may see, the next may not
        } else if (PublicRoutes.isHealth(request.getServletPath())) {
            identify(request);
        }
        chain.doFilter(ForwardAuth.asksIn(request) ? new ForwardAuthRequest(request) : request, response);
    }

    /** A bad credential counts as none here, so that a probe hears whether the process is well, whatever it sends. */
    private void identify(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null && request.getCookies() == null) {
            return;
        }
        try {
            request.setAttribute(CALLER, caller(request));
        } catch (RuntimeException no) {
            logger.debug("Health is shown without details", no);
        }
    }

    static boolean isDirect(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null && request.getHeader("Forwarded") == null;
    }

    private Caller caller(HttpServletRequest request) {
        Optional<Secret> header = BearerHeader.of(request);
        // A proxy asks by GET for writes too, and passes the browser's cookies on: there a cookie proves nothing.
        boolean byProxy = ForwardAuth.asksIn(request);
        Optional<Secret> cookie = byProxy ? Optional.empty() : sessions.of(request);
        // The query of a proxy's question is its client's; it is not addressed to the ledger.
        boolean inQuery =
                !byProxy && PercentDecoder.names(request.getQueryString()).contains(IN_QUERY);
        if ((header.isPresent() && cookie.isPresent()) || (header.isPresent() && inQuery)) {
            throw ProblemCode.AMBIGUOUS_CREDENTIALS.because("More than one credential was sent.");
        }
        PresentedCredential presented =
                credentials.read(header.or(() -> cookie).orElseThrow(InvalidCredentials::notValid));
        if (cookie.isPresent() && !isSession(presented)) {
            throw InvalidCredentials.notValid(); // only a sign-in makes a session
        }
        return door.demand(question(request, presented)).caller();
    }

    private static boolean isSession(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken && apiToken.keyId() == null;
    }

    private VerifyCredential question(HttpServletRequest request, PresentedCredential credential) {
        RequestOrigin origin = (RequestOrigin) request.getAttribute(RequestIdFilter.ORIGIN);
        String path = request.getServletPath();
        if (ForwardAuth.asksIn(request)) {
            return new VerifyCredential(
                    credential, Channel.FORWARD_AUTH, origin, forwardAuth.target(request), null, null);
        }
        if (path.equals(AUTHORIZE_SERVER)) {
            UUID workspaceId = workspace(request.getParameter("server_id"));
            String target = workspaceId == null ? null : "workspace " + workspaceId;
            return new VerifyCredential(credential, Channel.WORKSPACE, origin, target, workspaceId, null);
        }
        return new VerifyCredential(
                credential, Channel.BEARER, origin, UsageTargets.of(request.getMethod(), path), null, null);
    }

    private static @Nullable UUID workspace(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            return null; // the handler says so, once it is known who asks
        }
    }
}
