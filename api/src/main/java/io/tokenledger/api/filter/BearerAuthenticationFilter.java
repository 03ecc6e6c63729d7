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
import io.tokenledger.api.request.ClientSecret;
import io.tokenledger.api.request.PercentDecoder;
import io.tokenledger.api.verify.AccessRequirement;
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
 * Requires a valid API key or API token (RFC 6750, section 2.1) on every route that is not public. It is our own filter
 * instead of Spring Security's, because this check is the purpose of the product.
 */
public class BearerAuthenticationFilter extends OncePerRequestFilter {
    static final String CALLER = Caller.class.getName();

    private static final String ACCESS_TOKEN_PARAMETER = "access_token";
    private static final String AUTHORIZE_SERVER = "/users/authorize_server";

    private final CredentialReader credentials;
    private final CredentialVerifier verifier;
    private final SessionCookie sessions;
    private final ProblemWriter errors;
    private final PublicRoutes publicRoutes;
    private final ForwardAuth forwardAuth;

    public BearerAuthenticationFilter(
            CredentialReader credentials,
            CredentialVerifier verifier,
            SessionCookie sessions,
            ProblemWriter errors,
            PublicRoutes publicRoutes,
            ForwardAuth forwardAuth) {
        this.credentials = credentials;
        this.verifier = verifier;
        this.sessions = sessions;
        this.errors = errors;
        this.publicRoutes = publicRoutes;
        this.forwardAuth = forwardAuth;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!publicRoutes.isOpen(request)) {
            try {
                request.setAttribute(CALLER, caller(request));
            } catch (RuntimeException no) {
                errors.write(request, response, no);
                return;
            }
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store"); // the response depends on the caller
        } else if (PublicRoutes.isHealth(request.getServletPath())) {
            identify(request);
        }
        chain.doFilter(ForwardAuth.isForwardAuth(request) ? new ForwardAuthRequest(request) : request, response);
    }

    /**
     * Identifies the caller, if any. An invalid credential counts as none, so that a probe gets the status whatever it
     * sends.
     */
    private void identify(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null && request.getCookies() == null) {
            return;
        }
        try {
            request.setAttribute(CALLER, caller(request));
        } catch (RuntimeException | IOException no) {
            logger.debug("Health is shown without details", no);
        }
    }

    private Caller caller(HttpServletRequest request) throws IOException {
        Optional<Secret> header = BearerHeader.of(request);
        if (request.getServletPath().equals(ClientSecret.ROUTE)) {
            Optional<Secret> client = ClientSecret.of(request); // also rejects a second way to authenticate
            header = header.or(() -> client);
        }
        // A proxy sends GET also for writes, and forwards the browser's cookies, so a cookie proves nothing here.
        boolean byProxy = ForwardAuth.isForwardAuth(request);
        Optional<Secret> cookie = byProxy ? Optional.empty() : sessions.of(request);
        // A forward-auth request carries the query of the request that the proxy describes. The ledger ignores it.
        boolean inQuery =
                !byProxy && PercentDecoder.names(request.getQueryString()).contains(ACCESS_TOKEN_PARAMETER);
        if ((header.isPresent() && cookie.isPresent()) || (header.isPresent() && inQuery)) {
            throw ProblemCode.AMBIGUOUS_CREDENTIALS.because("The request has more than one credential.");
        }
        PresentedCredential presented =
                credentials.read((header.isPresent() ? header : cookie).orElseThrow(InvalidCredentials::notValid));
        if (cookie.isPresent() && !isSession(presented)) {
            throw InvalidCredentials.notValid(); // only a sign-in creates a session
        }
        return verifier.requireAccepted(verification(request, presented)).caller();
    }

    private static boolean isSession(PresentedCredential presented) {
        return presented instanceof PresentedApiToken apiToken && apiToken.keyId() == null;
    }

    private VerifyCredential verification(HttpServletRequest request, PresentedCredential credential) {
        RequestOrigin origin = (RequestOrigin) request.getAttribute(RequestIdFilter.ORIGIN);
        String path = request.getServletPath();
        if (ForwardAuth.isForwardAuth(request)) {
            return new VerifyCredential(
                    credential,
                    Channel.FORWARD_AUTH,
                    origin,
                    forwardAuth.target(request),
                    forwardAuth.requirement(request),
                    null);
        }
        if (path.equals(AUTHORIZE_SERVER)) {
            UUID workspaceId = workspace(request.getParameter("server_id"));
            String target = workspaceId == null ? null : "workspace " + workspaceId;
            return new VerifyCredential(
                    credential, Channel.WORKSPACE, origin, target, AccessRequirement.workspace(workspaceId), null);
        }
        return new VerifyCredential(
                credential,
                Channel.BEARER,
                origin,
                UsageTargets.of(request.getMethod(), path),
                AccessRequirement.NONE,
                null);
    }

    private static @Nullable UUID workspace(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            return null; // the handler rejects it, after the caller has been verified
        }
    }
}
