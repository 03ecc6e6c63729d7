package io.tokenledger.historygenerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** The targets of bearer uses: every route in the ledger's OpenAPI document that records them. */
final class RouteTargets {
    /** Routes without a bearer credential, and routes whose uses have a channel of their own. */
    private static final Set<String> WITHOUT_BEARER_USES = Set.of(
            "/auth/login",
            "/auth/session",
            "/oauth2/revoke",
            "/ledger/leak_reports",
            "/oauth2/verify",
            "/users/authorize_server");

    private static final List<String> WITHOUT_BEARER_USES_BELOW =
            List.of("/.well-known/", "/oauth2/verify/", "/w/", "/calendar/", "/unsubscribe/");

    /** Targets in the form that the ledger records: the method and the path, with {@code {id}} for every id. */
    static final List<String> TARGETS = read();

    private RouteTargets() {}

    private static List<String> read() {
        List<String> targets = new ArrayList<>();
        try (InputStream document = Objects.requireNonNull(RouteTargets.class.getResourceAsStream("openapi.json"))) {
            JsonNode paths = new ObjectMapper().readTree(document).get("paths");
            paths.fieldNames().forEachRemaining(path -> {
                if (isUsedByBearer(path)) {
                    paths.get(path).fieldNames().forEachRemaining(method -> targets.add(target(method, path)));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(targets);
    }

    private static boolean isUsedByBearer(String path) {
        return !WITHOUT_BEARER_USES.contains(path)
                && WITHOUT_BEARER_USES_BELOW.stream().noneMatch(path::startsWith);
    }

    private static String target(String method, String path) {
        String named = path.replace("{name}", "audit-trail"); // only read models and sinks have names
        return method.toUpperCase(Locale.ROOT) + " " + named.replaceAll("\\{[A-Za-z]+}", "{id}");
    }
}
