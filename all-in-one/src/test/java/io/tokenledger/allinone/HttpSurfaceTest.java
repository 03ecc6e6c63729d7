package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenledger.allinone.harness.Answer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.credential.ApiKeyFormat;
import io.tokenledger.api.credential.CredentialReader;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.Secret;
import io.tokenledger.api.verify.AccessRequirement;
import io.tokenledger.api.verify.CredentialVerifier;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.api.verify.VerifyCredential;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.TokenUsed;
import io.tokenledger.historygenerator.History;
import io.tokenledger.historygenerator.HistorySettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.junit.jupiter.api.Test;

/** All HTTP routes together: which are open, which are documented, and how they answer arbitrary bytes. */
class HttpSurfaceTest {
    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void transactions_are_real() {
        assertThat(ledger.bean(TransactionManager.class)).isInstanceOf(SpringTransactionManager.class);
    }

    @Test
    void every_route_is_in_the_openapi_document_and_every_closed_one_needs_a_bearer() {
        Client anybody = Client.of(ledger);
        Set<String> documented = new HashSet<>(anybody.get("/v3/api-docs")
                .requireStatus(200)
                .json()
                .get("paths")
                .propertyNames());
        Set<String> open = Set.of(
                "/auth/login",
                "/oauth2/revoke",
                "/ledger/leak_reports",
                "/calendar/{secret}.ics", // its address contains a secret
                "/unsubscribe/{token}", // its address is sealed
                "/auth/session",
                "/.well-known/jwks.json",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration");

        Set<String> routes = RouteCatalog.of(ledger).stream()
                .map(RouteCatalog.Route::path)
                .filter(path -> !path.contains("{*")) // OpenAPI has no parameter that contains slashes
                .collect(Collectors.toSet());
        assertThat(routes).hasSizeGreaterThan(12);
        assertThat(documented).containsAll(routes);
        for (String route : routes) {
            String path = route.replaceAll(
                            "\\{[a-zA-Z]*[iI]d}", UUID.randomUUID().toString())
                    .replaceAll("\\{[a-zA-Z]+}", "x");
            if (!open.contains(route) && !route.startsWith("/w/")) {
                for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                    assertThat(anybody.json(method, path, "{}").status())
                            .as(method + " " + path)
                            .isEqualTo(401);
                }
            }
        }
    }

    @Test
    void generated_histories_use_every_route_that_needs_a_bearer() {
        Set<String> used = new HashSet<>();
        History.of(HistorySettings.of(9, 40_000)).forEachRemaining(event -> {
            if (event.event() instanceof TokenUsed use && use.channel() == Channel.BEARER) {
                used.add(use.target());
            }
        });

        Set<String> routes = RouteCatalog.of(ledger).stream()
                .filter(route -> route.requires().isPresent())
                .filter(route -> !route.path().startsWith("/oauth2/verify")) // these have channels of their own
                .filter(route -> !route.path().equals("/users/authorize_server"))
                .map(route -> route.method() + " "
                        + route.path().replace("{name}", "audit-trail").replaceAll("\\{[A-Za-z]+}", "{id}"))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(routes);
    }

    @Test
    void tricks_with_the_path_open_nothing() {
        Client anybody = Client.of(ledger);
        for (String path : List.of(
                "/actuator/health/../../users/me",
                "/oauth2/verify/../../actuator/health",
                "/oauth2/verify/%2e%2e/%2E./swagger-ui/index.html",
                "/oauth2/verify/..;/..;/v3/api-docs",
                "/oauth2/verify/x/../../../.well-known/jwks.json",
                "/actuator/health/%2e%2e/%2e%2e/users/me",
                "/.well-known/..;/users/me",
                "/v3/api-docs/../../users/me",
                "//users/me",
                "/users/me;/v3/api-docs",
                "/auth/login/../../users/me",
                "/USERS/ME",
                "/users/me/",
                "/actuator",
                "/actuator/env",
                "/actuator/prometheus",
                "/swagger-ui/../users/me")) {
            Answer answer = anybody.send(HttpRequest.newBuilder(URI.create(ledger.url() + path))
                    .header("X-Forwarded-For", Unique.ip())
                    .GET());
            assertThat(answer.status()).as(path).isIn(400, 401);
        }
        anybody.get("/actuator/health").requireStatus(200);
        anybody.get("/swagger-ui/index.html").requireStatus(200);
    }

    @Test
    void answers_for_one_caller_are_in_no_cache_and_no_answer_is_in_a_frame() {
        Client admin = ledger.admin();
        for (String path : List.of(
                "/users/me",
                "/users/me/api_keys",
                "/organizations",
                "/ledger/tokens",
                "/ledger/audit",
                "/ledger/projections",
                "/oauth2/verify")) {
            assertThat(admin.get(path).requireStatus(200).response().headers().allValues("Cache-Control"))
                    .as(path)
                    .containsExactly("no-store");
        }
        for (String path : List.of("/users/me", "/swagger-ui/index.html", "/nowhere", "/actuator/health")) {
            Answer answer = admin.get(path);
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).as(path).isEqualTo("DENY");
        }
    }

    @Test
    void no_bytes_whatever_get_a_5xx_or_a_stack_trace() {
        Random random = new Random(23);
        Client user = ledger.newUser();
        for (int i = 0; i < 600; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
            Answer answer = switch (i % 5) {
                case 0 -> user.raw("POST", "/users/me/api_keys", "application/json", bytes);
                case 1 ->
                    user.get("/users/me/api_keys/x"
                            + URLEncoder.encode(text.replaceAll("[/\\\\%\0]", ""), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
                case 2 -> Client.of(ledger).raw("POST", "/auth/login", "application/x-www-form-urlencoded", bytes);
                case 3 -> user.get("/ledger/tokens?q=" + encoded);
                default ->
                    Client.of(ledger).bearer(text.replaceAll("[^!-~]", "")).get("/users/me");
            };
            assertThat(answer.status())
                    .as(i + " " + Arrays.toString(bytes) + answer.body())
                    .isLessThan(500);
            assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void texts_that_attack_other_systems_are_stored_unchanged_and_have_no_effect() {
        Client user = ledger.newUser();
        List<String> attacks = List.of(
                "'; DROP TABLE events.domain_event; --",
                "${jndi:ldap://127.0.0.1/x}",
                "<script>alert(1)</script>",
                "=cmd|' /C calc'!A0",
                "../../etc/passwd",
                "%s%n%x",
                "\\u0000 not really",
                "{{7*7}} #{7*7}");
        for (String attack : attacks) {
            String name = attack.replaceAll("[/\\\\]", "|"); // no name contains the two
            Answer created = user.post("/users/me/api_keys", Map.of("name", name, "description", attack))
                    .requireStatus(201);
            Answer read = user.get("/users/me/api_keys/" + created.text("id"));
            assertThat(read.text("name")).isEqualTo(name);
            assertThat(read.text("description")).isEqualTo(attack);
            String q = URLEncoder.encode(name, StandardCharsets.UTF_8);
            assertThat(user.get("/ledger/tokens?q=" + q)
                            .requireStatus(200)
                            .json()
                            .get("items"))
                    .hasSize(1);
        }
        assertThat(user.get("/ledger/tokens?q=%25").requireStatus(200).json().get("items"))
                .hasSize(1);
    }

    @Test
    void how_long_a_refusal_takes_does_not_tell_its_reason() {
        Client user = ledger.newUser();
        String wrong = user.createKey("wrong").text("id");
        String off = user.newKey("off");
        user.patch("/users/me/api_keys/off", Map.of("active", false)).requireStatus(200);
        ApiKeyFormat format = ledger.bean(ApiKeyFormat.class);
        CredentialReader reader = ledger.bean(CredentialReader.class);
        PresentedCredential[] refused = {
            reader.read(format.format(UUID.randomUUID(), new byte[32])),
            reader.read(format.format(UUID.fromString(wrong), new byte[32])),
            reader.read(Secret.of(off))
        };
        CredentialVerifier door = ledger.bean(CredentialVerifier.class);
        RequestOrigin origin = new RequestOrigin(Unique.ip(), "timing", "timing");
        int rounds = 5_000;
        long[][] nanos = new long[refused.length][rounds];
        for (int i = 0; i < rounds; i++) {
            for (int kind = 0; kind < refused.length; kind++) {
                long start = System.nanoTime();
                door.verify(new VerifyCredential(
                        refused[kind], Channel.INTROSPECTION, origin, null, AccessRequirement.NONE, null));
                nanos[kind][i] = System.nanoTime() - start;
            }
        }

        long[] medians = Arrays.stream(nanos).mapToLong(HttpSurfaceTest::median).toArray();
        long spread = Arrays.stream(medians).max().orElseThrow()
                - Arrays.stream(medians).min().orElseThrow();
        assertThat(spread).as(Arrays.toString(medians)).isLessThan(5_000);
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
