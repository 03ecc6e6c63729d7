package io.tokenledger.api.filter;

import io.tokenledger.api.request.SourceAddresses;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The routes that do not require a bearer credential. Routes below {@code /w/} belong to workspaces, which check their
 * own credentials. The web console's pages have a session of their own, with which they call the API.
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
            "/swagger-ui.html",
            "/",
            "/console");
    private static final List<String> BELOW = List.of(
            HEALTH + "/",
            "/.well-known/",
            "/v3/api-docs/",
            "/swagger-ui/",
            "/auth/oidc/",
            "/w/",
            "/console/",
            "/calendar/",
            "/unsubscribe/",
            "/webjars/");
    private static final String METRICS = "/actuator/prometheus";

    /** Whether this is a health route, which is public and shows more to superusers. */
    static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    /** Whether the route is public for this request. */
    boolean isOpen(HttpServletRequest request) {
        String path = request.getServletPath();
        return EXACT.contains(path) || isBelowOpen(path) || (path.equals(METRICS) && mayReadMetrics(request));
    }

    private static boolean isBelowOpen(String path) {
        for (String prefix : BELOW) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Only a request that no proxy forwarded comes from the address itself. */
    private boolean mayReadMetrics(HttpServletRequest request) {
        String address = SourceAddresses.canonical(request.getRemoteAddr());
        return isDirect(request)
                && (metricsReaders.matcher(address).matches()
                        || metricsReaders
                                .matcher(SourceAddresses.longForm(address))
                                .matches());
    }

    /** Whether no proxy forwarded the request. */
    static boolean isDirect(HttpServletRequest request) {
        return request.getHeader("X-Forwarded-For") == null && request.getHeader("Forwarded") == null;
    }
}
