package io.tokenledger.api.browser;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The API token of a sign-in as two cookies. Scripts cannot read the first. They can read the second, and must return
 * its value in a header with every write. A page of another origin can make the browser send the first cookie, but
 * cannot read the second (OWASP: signed double submit).
 */
public final class SessionCookie {
    /** The header that a write must have. */
    public static final String CSRF_HEADER = "X-CSRF-Token";

    static final String CSRF = "ledger_csrf";
    private static final String SESSION = "ledger_session";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final BrowserCookies cookies;
    private final SameOriginCheck sameOrigin;

    public SessionCookie(BrowserCookies cookies, SameOriginCheck sameOrigin) {
        this.cookies = cookies;
        this.sameOrigin = sameOrigin;
    }

    /**
     * The session credential of the request; empty if there is none.
     *
     * @throws io.tokenledger.api.problem.ProblemException if a write does not prove that it comes from one of our own
     *     pages
     */
    public Optional<Secret> of(HttpServletRequest request) {
        Optional<Secret> session = withoutCsrfCheck(request);
        if (session.isPresent() && !SAFE.contains(request.getMethod())) {
            sameOrigin.require(request);
            if (!hasValidCsrfToken(request, session.get())) {
                throw ProblemCode.CSRF_TOKEN_MISSING.because(
                        "A write that authenticates by cookie must have the header %s.", CSRF_HEADER);
            }
        }
        return session;
    }

    /** The session credential without the check of writes, for a route that has another one. */
    public Optional<Secret> withoutCsrfCheck(HttpServletRequest request) {
        return cookies.value(request, SESSION).map(Secret::of);
    }

    /** Sets both cookies for the lifetime of the credential; {@code Secure} if the public URL uses TLS. */
    public void set(HttpServletResponse response, Secret session, Duration life) {
        cookies.set(response, SESSION, session.reveal(), life, true);
        cookies.set(response, CSRF, csrfToken(session), life, false);
    }

    /** Deletes both cookies. */
    public void clear(HttpServletResponse response) {
        cookies.set(response, SESSION, "", Duration.ZERO, true);
        cookies.set(response, CSRF, "", Duration.ZERO, false);
    }

    private static boolean hasValidCsrfToken(HttpServletRequest request, Secret session) {
        String shown = request.getHeader(CSRF_HEADER);
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        csrfToken(session).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The value that a write must have in its header: a digest of the session's token. It needs no key, because a caller
     * that has the token needs no CSRF token.
     */
    public static String csrfToken(Secret session) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of("csrf " + session.reveal()));
    }
}
