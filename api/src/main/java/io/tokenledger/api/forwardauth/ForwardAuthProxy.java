package io.tokenledger.api.forwardauth;

import io.tokenledger.events.WireNames;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proxies that check credentials at the ledger before they forward a request, and the format in which each describes
 * that request.
 */
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

    /** The name in {@code LEDGER_FORWARD_AUTH_PROXY}. */
    String wire() {
        return WireNames.of(this);
    }

    /** The parts of a forward-auth request that carry the method and the target of the described request. */
    enum Description {
        /** Sent by nginx with {@code auth_request}; ingress-nginx sends host and path as one URL. */
        ORIGINAL_HEADERS("X-Original-Method", List.of("X-Original-URI", "X-Original-URL"), List.of("X-Original-Host")),

        /** {@code X-Forwarded-Host} alone is not a description: load balancers send it for other reasons. */
        FORWARDED_HEADERS("X-Forwarded-Method", List.of("X-Forwarded-Uri"), List.of()),

        /** The method of the forward-auth request itself, and the path below {@code /oauth2/verify}. */
        REQUEST_LINE("", List.of(), List.of());

        private final String method;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
        private final List<String> targets;

        @SuppressWarnings("ImmutableEnumChecker")
        private final List<String> headers;

        Description(String method, List<String> targets, List<String> others) {
            this.method = method;
            this.targets = targets;
            this.headers = Stream.of(List.of(method), targets, others)
                    .flatMap(List::stream)
                    .toList();
        }

        String method() {
            return method;
        }

        /** Headers that can carry the path; a proxy sends one of them. */
        List<String> targets() {
            return targets;
        }

        /** The first part of this description that the request has, for messages; null if it has none. */
        @Nullable
        String foundIn(HttpServletRequest request) {
            if (this == REQUEST_LINE) {
                return ForwardAuth.pathBelow(request).isEmpty() ? null : "a path below " + ForwardAuth.PATH;
            }
            for (String header : headers) {
                if (request.getHeader(header) != null) {
                    return header;
                }
            }
            return null;
        }
    }
}
