package io.tokenledger.api.forwardauth;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The proxies that ask the ledger before they forward a request, and how each describes that request. */
public enum ForwardAuthProxy {
    NGINX(Description.ORIGINAL_HEADERS),
    TRAEFIK(Description.FORWARDED_HEADERS),
    CADDY(Description.FORWARDED_HEADERS),
    ENVOY(Description.REQUEST_LINE),
    HAPROXY(Description.FORWARDED_HEADERS);

    private final Description description;

    ForwardAuthProxy(Description description) {
        this.description = description;
    }

    Description description() {
        return description;
    }

    /** The spelling in the setting. */
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the method and the target of the described request stand. */
    enum Description {
        /** Of nginx with {@code auth_request}; ingress-nginx sends one URL for host and path. */
        ORIGINAL_HEADERS("X-Original-Method", List.of("X-Original-URI", "X-Original-URL"), List.of("X-Original-Host")),

        /** {@code X-Forwarded-Host} alone describes nothing: load balancers send it for other reasons. */
        FORWARDED_HEADERS("X-Forwarded-Method", List.of("X-Forwarded-Uri"), List.of()),

        /** The method of the question itself, and the path below {@code /oauth2/verify}. */
        REQUEST_LINE("", List.of(), List.of());

        private final String method;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
        private final List<String> targets;

        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> others;

        Description(String method, List<String> targets, List<String> others) {
            this.method = method;
            this.targets = targets;
            this.others = others;
        }

        String method() {
            return method;
        }

        /** Headers of which one carries the path. */
        List<String> targets() {
            return targets;
        }

        /** What of this description the request carries; null for none of it. */
        @Nullable
        String foundIn(HttpServletRequest request) {
            if (this == REQUEST_LINE) {
                return ForwardAuth.pathBelow(request).isEmpty() ? null : "a path below " + ForwardAuth.PATH;
            }
            if (request.getHeader(method) != null) {
                return method;
            }
            return Stream.concat(targets.stream(), others.stream())
                    .filter(header -> request.getHeader(header) != null)
                    .findFirst()
                    .orElse(null);
        }
    }
}
