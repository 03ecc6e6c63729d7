package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.Unique;
import io.tokenledger.api.direct.DirectHandlerFilter;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.connector.ClientAbortException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;

/** Verification, introspection and login get the same response with and without the dispatcher servlet. */
class DirectHandlersTest {
    private static final String INTROSPECT = "/oauth2/introspect";
    private static final String LOGIN = "/auth/login";
    private static final String SIGNED = "application/token-introspection+jwt";

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();
    private final ApplicationContext application = ledger.applications().getFirst();
    private final String key = ledger.newUser().newKey("k");
    private final String other = ledger.newUser().newKey("other");
    private final String introspector = ledger.admin().newKey("introspector-" + Unique.text());

    @BeforeEach
    void initialize() {
        Client.of(ledger).get(LOGIN); // Spring MVC initializes its servlet at the first request
    }

    @Test
    void a_proxy_gets_the_same_headers() {
        assertSame("X-Auth-Account", key, "GET", "/oauth2/verify", "");
        assertSame("sandbox", key, "GET", "/oauth2/verify", "", "replay", "x");
    }

    @Test
    void an_introspection_gets_the_same_json() {
        assertSame("\"active\":true", introspector, "POST", INTROSPECT, "token=" + key);
        assertSame("\"active\":true", key, "POST", INTROSPECT, "token=" + key);
        assertSame("\"active\":false", introspector, "POST", INTROSPECT, "token=x");
        assertSame("JWT", introspector, "POST", INTROSPECT, "token=" + key, "Accept", "text/html, " + SIGNED);
    }

    @Test
    void a_rejected_introspection_gets_the_same_problem() {
        assertSame("401", key, "POST", INTROSPECT, "token=" + other);
        assertSame("'token' is required", introspector, "POST", INTROSPECT, "x=1");
        assertSame("not a valid form", introspector, "POST", INTROSPECT, "token=a&token=b");
        assertSame("UTF-8", introspector, "POST", INTROSPECT, "token=%ff");
        assertSame("415", introspector, "POST", INTROSPECT, "token=x", "Content-Type", "application/json");
        assertSame("Idempotency-Key", introspector, "POST", INTROSPECT, "token=x", "Idempotency-Key", "x");
        assertSame("sandbox", introspector, "POST", INTROSPECT, "token=x", "replay", "x");
    }

    @Test
    void a_login_gets_the_same_json() {
        assertSame("\"access_token\":\"ey", key, "POST", LOGIN, "password=" + key);
        assertSame("no-store", key, "POST", LOGIN, "grant_type=zenml-api-key&password=" + key);
    }

    @Test
    void a_rejected_login_gets_the_same_problem() {
        assertSame("401", key, "POST", LOGIN, "password=x");
        assertSame("API key is required", key, "POST", LOGIN, "");
        assertSame("'password' is required", key, "POST", LOGIN, "username=x");
        assertSame("'grant_type' is not supported", key, "POST", LOGIN, "grant_type=x");
        assertSame("different credentials", key, "POST", LOGIN, "password=" + key, "Authorization", "Bearer " + other);
        assertSame("Idempotency-Key", key, "POST", LOGIN, "password=" + key, "Idempotency-Key", "x");
        assertSame("415", key, "POST", LOGIN, "password=x", "Content-Type", "application/json");
    }

    @Test
    void a_login_answers_with_json_whatever_the_client_accepts() {
        Client.of(ledger)
                .with("Accept", "text/html")
                .form(LOGIN, Map.of("password", key))
                .requireStatus(200);
    }

    /** As for any other route, so that a proxy can limit a path by its name. */
    @Test
    void a_path_with_an_empty_segment_is_unknown() {
        Client.of(ledger).form("/" + LOGIN, Map.of("password", key)).requireStatus(404);
        Client.of(ledger).form("/auth//login", Map.of("password", key)).requireStatus(404);
    }

    @Test
    void a_failure_gets_the_same_response() {
        assertSame("400", introspector, "POST", INTROSPECT, "", "body", "lost");
        assertSame("500", introspector, "POST", INTROSPECT, "", "body", "broken");
    }

    @Test
    void each_route_is_timed_under_its_path() {
        long verifications = timed("/oauth2/verify");
        long introspections = timed(INTROSPECT);
        long logins = timed(LOGIN);

        Client.of(ledger).bearer(key).get("/oauth2/verify/a/b").requireStatus(200);
        Client.of(ledger).bearer(key).form(INTROSPECT, Map.of("token", key)).requireStatus(200);
        Client.of(ledger).form(LOGIN, Map.of("password", key)).requireStatus(200);

        // The client has the response before the server has recorded its time.
        await().untilAsserted(() -> {
            assertThat(timed("/oauth2/verify")).isEqualTo(verifications + 1);
            assertThat(timed(INTROSPECT)).isEqualTo(introspections + 1);
            assertThat(timed(LOGIN)).isGreaterThan(logins); // other tests sign in meanwhile
        });
    }

    private long timed(String path) {
        return ledger.applications().stream()
                .map(process -> process.getBean(MeterRegistry.class))
                .flatMap(meters -> meters.find("http.server.requests").tag("uri", path).timers().stream())
                .mapToLong(Timer::count)
                .sum();
    }

    private void assertSame(
            String expected, String credential, String method, String path, String body, String... more) {
        String direct = response(
                request(credential, method, path, body, more),
                (request, response) -> filter().doFilter(request, response, (any, answer) -> {
                    throw new AssertionError("The filter passed the request on.");
                }));
        String general = response(
                request(credential, method, path, body, more), application.getBean(DispatcherServlet.class)::service);

        assertThat(direct).isEqualTo(general).contains(expected);
    }

    private DirectHandlerFilter filter() {
        return (DirectHandlerFilter) application
                .getBean("directHandlers", FilterRegistrationBean.class)
                .getFilter();
    }

    /** A request as the bearer filter passes it on: its caller is verified. The login is public, so it has none. */
    private MockHttpServletRequest request(
            String credential, String method, String path, String body, String... headersAndParameters) {
        Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headersAndParameters.length; i += 2) {
            more.put(headersAndParameters[i], headersAndParameters[i + 1]);
        }
        MockHttpServletRequest request = new Body(method, path, more.getOrDefault("body", ""));
        request.setServletPath(path);
        request.setContentType(more.getOrDefault("Content-Type", "application/x-www-form-urlencoded"));
        request.setContent(body.getBytes(StandardCharsets.UTF_8));
        for (String header : List.of("Accept", "Authorization", "Idempotency-Key")) {
            if (more.containsKey(header)) {
                request.addHeader(header, more.get(header));
            }
        }
        if (more.containsKey("replay")) {
            request.setParameter("replay", more.get("replay"));
        }
        RequestOrigin origin = new RequestOrigin("192.0.2.1", "test", "direct-handlers");
        request.setAttribute(RequestOrigin.class.getName(), origin);
        if (path.equals(LOGIN)) {
            return request;
        }
        request.setAttribute(Caller.class.getName(), ledger.caller(credential, origin));
        return request;
    }

    private static final class Body extends MockHttpServletRequest {
        private final String state;

        Body(String method, String path, String state) {
            super(method, path);
            this.state = state;
        }

        @Override
        public ServletInputStream getInputStream() {
            return switch (state) {
                case "lost" -> new Lost();
                case "broken" -> throw new IllegalStateException("broken");
                default -> super.getInputStream();
            };
        }
    }

    /** The client closes its connection. */
    private static final class Lost extends ServletInputStream {
        @Override
        public int read() throws IOException {
            throw new ClientAbortException();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private interface Server {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    /** Status, headers and body as a text. Of a signed token, only the header is the same each time. */
    private static String response(MockHttpServletRequest request, Server server) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            server.serve(request, response);
            String body = response.getContentAsString().replaceAll("(ey[\\w-]+)\\.[\\w.-]+", "$1.JWT");
            Map<String, Object> headers = new TreeMap<>();
            response.getHeaderNames().forEach(name -> headers.put(name, response.getHeaders(name)));
            return response.getStatus() + " " + headers + "\n" + body;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
