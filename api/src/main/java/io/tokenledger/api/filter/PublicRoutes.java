package io.tokenledger.api.filter;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routes that do not require a bearer credential. Routes below {@code /w/} belong to workspaces, which check their
 * own credentials.
 *
 * @param metricsReaders addresses that may read the metrics
 */
public record PublicRoutes(Pattern metricsReaders) {
    private static final String HEALTH = "/actuator/health";
    private static final Set<String> EXACT = Set.of(
            "/auth/login",
            "/auth/session",
            "/oauth2/revoke",
            "/ledger/leak_reports",
            HEALTH,
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/swagger-ui.html");
    private static final List<String> BELOW =
            List.of(HEALTH + "/", "/.well-known/", "/v3/api-docs/", "/swagger-ui/", "/auth/oidc/", "/w/");
    private static final String METRICS = "/actuator/prometheus";

    /** Whether this is a health route, which is public and shows more to superusers. */
    static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    /**
     * Whether the route is public for this request.
     *
     * @param direct whether no proxy forwarded the request, so that the address is the caller's own
     */
    boolean isOpen(String path, String address, boolean direct) {
        return EXACT.contains(path)
                || BELOW.stream().anyMatch(path::startsWith)
                || (path.equals(METRICS)
                        && direct
                        && metricsReaders.matcher(address).matches());
    }
}
