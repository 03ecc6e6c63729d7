package io.tokenledger.access.web;

import io.tokenledger.access.text.PlainText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a credential was used for, short and harmless enough to be remembered for ever: never a query, never a secret. */
final class Targets {
    private static final int MAX_LENGTH = 200;

    /** Longer path segments are no names of anything; one of them might be a key that somebody pasted. */
    private static final Pattern LONG_SEGMENT = Pattern.compile("[^/]{65,}");

    private static final Pattern METHOD = Pattern.compile("[A-Z]{1,16}");

    /** Uses of one route are one target, whichever object they are about. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Targets() {}

    static String of(String method, String path) {
        String harmless = LONG_SEGMENT.matcher(PlainText.harmless(path)).replaceAll("…");
        harmless = ID.matcher(harmless).replaceAll("{id}");
        String target = method + " " + harmless;
        return target.length() > MAX_LENGTH ? target.substring(0, MAX_LENGTH) : target;
    }

    /** What the proxy says that it is asked for: nginx and Traefik name it differently. */
    static @Nullable String forwarded(HttpServletRequest request) {
        String host = request.getHeader("X-Forwarded-Host");
        String uri = first(request, "X-Original-URI", "X-Forwarded-Uri");
        if (host == null && uri == null) {
            return null;
        }
        String method = first(request, "X-Original-Method", "X-Forwarded-Method");
        String path = uri == null ? "" : uri.split("[?#]", 2)[0];
        return of(
                method != null && METHOD.matcher(method).matches() ? method : "GET", (host == null ? "" : host) + path);
    }

    private static @Nullable String first(HttpServletRequest request, String one, String other) {
        String value = request.getHeader(one);
        return value == null ? request.getHeader(other) : value;
    }
}
