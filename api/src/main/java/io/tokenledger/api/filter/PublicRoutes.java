package io.tokenledger.api.filter;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routes that need no bearer; everything else does. What is below {@code /w/} belongs to workspaces, which take
 * credentials of their own and check them by themselves.
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

    /** Open, and shows more to superusers. */
    static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    /** {@code direct} says that the caller came through no proxy, and so is whom the address names. */
    boolean isOpen(String path, String address, boolean direct) {
        return EXACT.contains(path)
                || BELOW.stream().anyMatch(path::startsWith)
                || (path.equals(METRICS)
                        && direct
                        && metricsReaders.matcher(address).matches());
    }
}
