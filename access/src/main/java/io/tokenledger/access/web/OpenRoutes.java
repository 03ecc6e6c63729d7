package io.tokenledger.access.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;

/** The routes that need no bearer; everything else does. */
final class OpenRoutes {
    private static final Set<String> EXACT = Set.of(
            "/auth/login",
            "/oauth2/revoke",
            "/actuator/health",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/swagger-ui.html");
    private static final List<String> BELOW =
            List.of("/actuator/health/", "/.well-known/", "/v3/api-docs/", "/swagger-ui/");
    private static final String METRICS = "/actuator/prometheus";

    private OpenRoutes() {}

    static boolean isOpen(String path, String peer) {
        return EXACT.contains(path)
                || BELOW.stream().anyMatch(path::startsWith)
                || (path.equals(METRICS) && isLoopback(peer));
    }

    private static boolean isLoopback(String peer) {
        try {
            return InetAddress.getByName(peer).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
