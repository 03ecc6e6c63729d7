package io.tokenledger.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ConfigurableApplicationContext;

/** The console as a process of its own. {@code real-clients/test_console.py} runs it in front of a ledger. */
class WebConsoleTest {
    private static final String SECRET = "shared by all processes of a ledger";
    private static final List<Headers> RECEIVED = new CopyOnWriteArrayList<>();

    private static volatile String answer = "{}";
    private static HttpServer api;
    private static ConfigurableApplicationContext console;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext("/", exchange -> {
            RECEIVED.add(exchange.getRequestHeaders());
            exchange.getResponseHeaders().add("Set-Cookie", "ledger_session=jwt; Path=/");
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        api.start();
        console = started(Map.of(
                "ledger.console.api-url",
                "http://127.0.0.1:" + api.getAddress().getPort(),
                "ledger.http.console-secret",
                SECRET,
                "server.forward-headers-strategy",
                "native"));
        url = "http://127.0.0.1:" + console.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        console.close();
        api.stop(0);
    }

    @Test
    void a_sign_in_goes_to_the_api_with_the_secret_and_the_address_of_the_browser() throws Exception {
        HttpResponse<String> shown = send(request("/console/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", "203.0.113.7")
                .POST(HttpRequest.BodyPublishers.ofString("username=ada&password=correct-horse-battery")));

        assertThat(shown.statusCode()).isEqualTo(302);
        assertThat(shown.headers().firstValue("Set-Cookie")).hasValue("ledger_session=jwt; Path=/");
        Headers received = RECEIVED.getLast();
        assertThat(received.getFirst("X-Ledger-Console")).isEqualTo(SECRET);
        assertThat(received.getFirst("X-Ledger-Client-Address")).isEqualTo("203.0.113.7");
    }

    @Test
    void pages_need_a_session_and_assets_do_not() throws Exception {
        assertThat(send(request("/")).headers().firstValue("Location")).hasValue("/console/tokens");
        assertThat(send(request("/console/tokens")).headers().firstValue("Location"))
                .hasValue("/console/sign-in?return=%2Fconsole%2Ftokens");
        assertThat(send(request("/console/sign-in")).body()).contains("Sign in");
        assertThat(send(request("/console/assets/console.css")).statusCode()).isEqualTo(200);
        assertThat(send(request("/webjars/htmx.org/dist/htmx.min.js")).statusCode())
                .isEqualTo(200);
        assertThat(send(request("/actuator/health/readiness")).body()).contains("UP");
    }

    /** The page needs fields that are absent in these answers: the first for its account, the second for its text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"018f0000-0000-7000-8000-00000000000a\",\"username\":\"ada\",\"is_superuser\":false}"
            })
    void a_page_that_fails_becomes_a_page_about_the_failure(String incomplete) throws Exception {
        answer = incomplete;
        HttpResponse<String> shown = send(request("/console/account")
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Cookie", "ledger_session=jwt"));

        assertThat(shown.statusCode()).isEqualTo(500);
        assertThat(shown.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(shown.body()).contains("The page could not be shown.", "</html>");
    }

    @Test
    void routes_of_the_api_are_refused_here() throws Exception {
        assertThat(send(request("/users/me").header("Authorization", "Bearer ZENPROKEY_x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(request("/ledger/tokens")).statusCode()).isEqualTo(401);
    }

    @Test
    void it_does_not_start_without_the_address_of_the_api_or_the_secret() {
        assertThatThrownBy(() -> started(Map.of("ledger.http.console-secret", SECRET)))
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        e -> assertThat(e.getReason()).contains("LEDGER_CONSOLE_API_URL"));
        assertThatThrownBy(() -> started(Map.of("ledger.console.api-url", "http://127.0.0.1:1")))
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        e -> assertThat(e.getReason()).contains("LEDGER_CONSOLE_SECRET"));
    }

    @Test
    void a_short_secret_is_rejected() {
        assertThatThrownBy(() -> started(Map.of(
                        "ledger.console.api-url", "http://127.0.0.1:1", "ledger.http.console-secret", "console")))
                .rootCause()
                .hasMessageContaining("LEDGER_CONSOLE_SECRET must have at least 32 characters");
    }

    private static ConfigurableApplicationContext started(Map<String, Object> settings) {
        SpringApplication application = new SpringApplication(WebConsole.class);
        application.setDefaultProperties(WebConsole.SETTINGS);
        String[] arguments = Stream.concat(
                        settings.entrySet().stream().map(setting -> "--" + setting.getKey() + "=" + setting.getValue()),
                        Stream.of("--server.port=0"))
                .toArray(String[]::new);
        return application.run(arguments);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
