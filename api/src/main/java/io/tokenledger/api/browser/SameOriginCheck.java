package io.tokenledger.api.browser;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.api.request.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Decides whether a page of another origin made a browser send a request (OWASP: Cross-Site Request Forgery Prevention). A
 * browser says so in {@code Sec-Fetch-Site}; over plain HTTP, and where it is old, in {@code Origin} alone. A caller that sends
 * neither is no browser.
 */
public final class SameOriginCheck {
    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final @Nullable String own;

    public SameOriginCheck(PublicUrl publicUrl) {
        this.own = normalized(publicUrl.value());
    }

    /**
     * Returns where no page of another origin made the request.
     *
     * @throws io.tokenledger.api.problem.ProblemException {@code cross_origin_request} elsewhere
     */
    public void require(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        boolean sameOrigin = site != null
                ? site.equals("same-origin") || site.equals("none") // none: the person did it, no page
                : isOwn(request.getHeader(HttpHeaders.ORIGIN));
        if (!sameOrigin) {
            throw ProblemCode.CROSS_ORIGIN_REQUEST.because("A page of another origin sent this request.");
        }
    }

    private boolean isOwn(@Nullable String origin) {
        return origin == null || (own != null && own.equals(normalized(origin)));
    }

    /** Scheme, host and port in one spelling (RFC 6454, section 6.2); null for what has none. */
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
