package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.Client;
import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that never finish sending their bodies. Each can hold a thread of the web server. */
class SlowBodiesTest {
    /** More requests than the web server has threads. */
    private static final int MANY = 100;

    private static final int SECONDS = 20_000;

    private static LedgerUnderTest ledger;

    private final List<Socket> slow = new ArrayList<>();

    @BeforeAll
    static void start() {
        ledger = LedgerUnderTest.start(Map.of("ledger.http.body-timeout", "60s"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    @Test
    void one_address_takes_nothing_from_the_others() throws IOException {
        Client user = ledger.newUser();
        for (int i = 0; i < MANY; i++) {
            send("POST /auth/login HTTP/1.1", "X-Forwarded-For: 203.0.113.7", "Content-Length: 60000", "", "us");
        }
        awaitRefused(); // the requests above the address's share

        String name = user.post("/users/me/api_keys", Map.of("name", "meanwhile"))
                .requireStatus(201)
                .text("name");
        user.post("/users/me/api_keys/" + name + "/rotate", Map.of()).requireStatus(200);
        Client.of(ledger).get("/actuator/health/liveness").requireStatus(200);
    }

    @Test
    void many_addresses_hold_up_neither_who_has_sent_all_nor_who_sends_no_body() throws IOException {
        for (int i = 0; i < MANY; i++) {
            send("POST /auth/login HTTP/1.1", "X-Forwarded-For: 203.0.113." + i, "Content-Length: 60000", "", "us");
        }
        awaitRefused();

        String form = "username=admin&password=" + LedgerUnderTest.PASSWORD;
        Socket complete = send(
                "POST /auth/login HTTP/1.1",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: " + form.length(),
                "",
                form);
        assertThat(statusLine(complete)).startsWith("HTTP/1.1 200");
        Client.of(ledger).get("/actuator/health/liveness").requireStatus(200);
        Client.of(ledger).get("/users/me").requireStatus(401);
    }

    /**
     * The ledger answers these without reading their bodies; Tomcat would read each to its end before the next request.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    POST, /users/me/api_keys,         application/json, 60000
                    POST, /users/me/api_keys,         application/json, 900000000
                    GET,  /actuator/health/readiness, text/plain,       60000
                    POST, /auth/login,                text/plain,       60000
                    GET,  /oauth2/verify,             text/plain,       60000""")
    void unread_bodies_hold_no_threads(String method, String path, String type, int length) throws IOException {
        for (int i = 0; i < MANY; i++) {
            send(method + " " + path + " HTTP/1.1", "Content-Type: " + type, "Content-Length: " + length, "", "x");
        }
        awaitRefused();

        assertThatOthersAreAnswered();
    }

    /** Chunk headers and trailers without an end must not hold a thread either. */
    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1\r\na\r\n", "1\r\na\r\n5", "1\r\na\r\n0\r\nX: a"})
    void unfinished_chunks_hold_no_threads(String body) throws IOException {
        for (int i = 0; i < MANY; i++) {
            send(
                    "POST /auth/login HTTP/1.1",
                    "Content-Type: application/x-www-form-urlencoded",
                    "Transfer-Encoding: chunked",
                    "",
                    body);
        }
        awaitRefused();

        assertThatOthersAreAnswered();
    }

    private static void assertThatOthersAreAnswered() {
        Client other = Client.of(ledger);
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            other.get("/actuator/health/liveness").requireStatus(200);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(20)); // bodies have 60 s
        }
    }

    @Test
    void who_is_not_let_in_is_told_so_before_the_body() throws IOException {
        Socket caller = send(
                "POST /users/authorize_server HTTP/1.1",
                "Authorization: Bearer nobody's",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Length: 60000",
                "",
                "server_id=");
        assertThat(statusLine(caller)).startsWith("HTTP/1.1 401");
    }

    private Socket send(String... lines) throws IOException {
        Socket socket = new Socket("127.0.0.1", ledger.port());
        slow.add(socket);
        socket.setSoTimeout(SECONDS);
        String request = String.join("\r\n", lines).replaceFirst("\r\n", "\r\nHost: ledger\r\n");
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String statusLine(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** Waits for the first 408; the other requests hold their threads then. */
    private void awaitRefused() {
        await().until(() -> slow.stream().anyMatch(SlowBodiesTest::hasAnswer));
    }

    private static boolean hasAnswer(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException closed) {
            return true;
        }
    }
}
