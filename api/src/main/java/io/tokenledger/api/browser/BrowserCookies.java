package io.tokenledger.api.browser;

import io.tokenledger.api.request.PublicUrl;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookies of this ledger. Over TLS their names begin with {@code __Host-} (RFC 6265bis, section 4.1.3.2). Sibling
 * hosts and plain connections then cannot set them, and a browser sends them to this host only.
 */
public final class BrowserCookies {
    private static final String PREFIX = "__Host-";

    private final boolean secure;

    public BrowserCookies(PublicUrl publicUrl) {
        this.secure = publicUrl.isSecure();
    }

    /** The cookie's name in the browser: the plain name, over TLS with the prefix. */
    String name(String plain) {
        return secure ? PREFIX + plain : plain;
    }

    /**
     * Sets a cookie.
     *
     * @param plain name of the cookie without the prefix
     * @param life time until the browser deletes the cookie, in whole seconds; zero deletes it now
     * @param hidden whether scripts are kept from reading the cookie
     */
    public void set(HttpServletResponse response, String plain, String value, Duration life, boolean hidden) {
        ResponseCookie cookie = ResponseCookie.from(name(plain), value)
                .path("/")
                .maxAge(life)
                .httpOnly(hidden)
                .secure(secure)
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** The value that the browser sent; empty if it is missing or blank. */
    public Optional<String> value(HttpServletRequest request, String plain) {
        Cookie[] cookies = request.getCookies();
        String name = name(plain);
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }
}
