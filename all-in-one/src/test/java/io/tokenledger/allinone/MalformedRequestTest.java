package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Malformed requests are answered and write no log line. A flood of log lines would hide important ones and fill the
 * disk.
 */
class MalformedRequestTest {
    private static final int ROUNDS = 5;

    /** Each is also requested below an open route, where it reaches a handler without a credential. */
    private static final List<String> TARGETS = List.of(
            "/%00",
            "/a%00b",
            "//",
            "//evil.example/%2f..",
            "/..;/",
            "/..%2f..%2f",
            "/%2e%2e/%2e%2e/",
            "/..\\..\\",
            "/%5c..%5c",
            "/..%5c..%5c",
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/web-inf;/x",
            "/url:file:/etc/passwd",
            "/file:/etc/passwd",
            "/http://evil.example/",
            "/a:b",
            "/..%252f..%252fetc/passwd",
            "/%",
            "/%zz",
            "/%c0%af",
            "/%ff",
            "/\u0080",
            "/{x}|^`\"<>",
            "/ x",
            "/" + "a/".repeat(1_000),
            "/" + "x".repeat(3_000),
            "/%0d%0aX: y",
            "/x?%",
            "/x?a=%ff",
            "/x?a=%00",
            "/x?&=b",
            "/x?" + "a&".repeat(1_500));

    private static final List<String> ROOTS =
            List.of("", "/swagger-ui", "/v3/api-docs", "/.well-known", "/w", "/w/x/api/v1/info", "/oauth2/verify");

    private static final List<String> BROKEN = List.of(
            "GET\r\n\r\n",
            "GET / HTTP/9.9\r\n\r\n",
            "G\u0001T / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: x\r\nX\u0000: y\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: x\r\nCookie: a=\u0001; \"\r\n\r\n",
            "GET /actuator/health HTTP/1.1\r\nHost: x\r\nAccept: ;;;\r\n\r\n",
            "GET /users/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u00ff\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: ;\r\nContent-Length: 1\r\n\r\nx",
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json;charset=nonsense\r\nContent-Length: 2\r\n\r\n{}",
            "POST /auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /ledger/leak_reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "POST /ledger/leak_reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n\u00c0\u00af",
            "PROPFIND /actuator/health HTTP/1.1\r\nHost: x\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
            "CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n",
            "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    private final LedgerUnderTest ledger = LedgerUnderTest.shared();

    @Test
    void malformed_requests_write_no_line() throws IOException {
        String key = ledger.newUser().newKey("k");
        Client.of(ledger)
                .bearer(key)
                .get("/oauth2/verify/x")
                .requireStatus(200); // once per process, this logs which property is missing
        List<String> requests = new ArrayList<>(BROKEN);
        for (String root : ROOTS) {
            for (String target : TARGETS) {
                String request = "GET " + root + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
                requests.add(request + "\r\n");
                requests.add(request + "Authorization: Bearer " + key + "\r\n\r\n");
            }
        }

        List<String> lines = new ArrayList<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                for (String request : requests) {
                    String status = send(request);
                    assertThat(status).as(request).doesNotStartWith("HTTP/1.1 500");
                }
            }
        } finally {
            root.detachAppender(log);
        }
        for (ILoggingEvent event : List.copyOf(log.list)) {
            if (event.getThreadName().startsWith("http-") && event.getLevel().isGreaterOrEqual(Level.INFO)) {
                lines.add(
                        event.getLoggerName() + ": " + event.getFormattedMessage() + trace(event.getThrowableProxy()));
            }
        }
        assertThat(lines.stream().distinct()).isEmpty();
    }

    private static String trace(@Nullable IThrowableProxy failure) {
        return failure == null ? "" : " " + failure.getClassName() + ": " + failure.getMessage();
    }

    /** The status line of the response; empty if the connection was closed instead. */
    private String send(String request) throws IOException {
        try (Socket caller = new Socket("127.0.0.1", ledger.port())) {
            caller.setSoTimeout(10_000);
            caller.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            caller.shutdownOutput();
            String answer = new String(caller.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        } catch (SocketException reset) {
            return "";
        }
    }
}
