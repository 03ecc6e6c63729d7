package io.tokenledger.api.browser;

import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The API token of a sign-in, as a browser carries it: a cookie that no script reads, and beside it one that scripts
 * read, whose value must come back in a header with every write. A page elsewhere can make the browser send the first,
 * but cannot read the second (OWASP: signed double submit).
 */
public final class SessionCookie {
    /** The header that a write must carry. */
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
     * The credential that the browser carries, if any.
     *
     * @throws io.tokenledger.api.problem.ProblemException when a write does not prove that it comes from our own pages
     */
    public Optional<Secret> of(HttpServletRequest request) {
        Optional<Secret> session = carried(request);
        if (session.isPresent() && !SAFE.contains(request.getMethod())) {
            sameOrigin.require(request);
            if (!provesItsOrigin(request, session.get())) {
                throw ProblemCode.CSRF_TOKEN_MISSING.because("A write by cookie needs the header %s.", CSRF_HEADER);
            }
        }
        return session;
    }

    /** The same without a proof, for a route that asks for another one. */
    public Optional<Secret> carried(HttpServletRequest request) {
        return cookies.value(request, SESSION).map(Secret::of);
    }

    /** Hands the credential to the browser, for as long as it is good; over TLS only where the ledger has it. */
    public void set(HttpServletResponse response, Secret session, Duration life) {
        cookies.set(response, SESSION, session.reveal(), life, true);
        cookies.set(response, CSRF, csrf(session), life, false);
    }

    /** Takes it away again. */
    public void clear(HttpServletResponse response) {
        cookies.set(response, SESSION, "", Duration.ZERO, true);
        cookies.set(response, CSRF, "", Duration.ZERO, false);
    }

    private static boolean provesItsOrigin(HttpServletRequest request, Secret session) {
        String shown = request.getHeader(CSRF_HEADER);
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), csrf(session).getBytes(StandardCharsets.UTF_8));
    }

    /** Bound to the session, and made without a key: who has the session's token needs no such proof. */
    private static String csrf(Secret session) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("csrf " + session.reveal()).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
