package io.tokenledger.api.browser;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Rejects requests that a page of another origin made a browser send (OWASP: Cross-Site Request Forgery Prevention). A
 * browser states the origin in {@code Sec-Fetch-Site}; over plain HTTP, or if it is old, only in {@code Origin}. A
 * caller that sends neither header is not a browser.
 */
public final class SameOriginCheck {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final @Nullable String ownOrigin;

    public SameOriginCheck(PublicUrl publicUrl) {
        this.ownOrigin = normalized(publicUrl.value());
    }

    /**
     * Returns if no page of another origin made the request.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code cross_origin_request} otherwise
     */
    public void require(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        boolean sameOrigin = site != null
                ? site.equals("same-origin") || site.equals("none") // none: the user started the request, not a page
                : isOwn(request.getHeader(HttpHeaders.ORIGIN));
        if (!sameOrigin) {
            throw ProblemCode.CROSS_ORIGIN_REQUEST.because("A page of another origin sent this request.");
        }
    }

    private boolean isOwn(@Nullable String origin) {
        return origin == null || (ownOrigin != null && ownOrigin.equals(normalized(origin)));
    }

    /** Scheme, host and port in normalized form (RFC 6454, section 6.2); null if the URL has no scheme or host. */
    private static @Nullable String normalized(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return null;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
        } catch (IllegalArgumentException noUrl) {
            return null;
        }
    }
}
