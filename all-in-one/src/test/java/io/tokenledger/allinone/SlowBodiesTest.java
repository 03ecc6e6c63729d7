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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Callers whose bodies do not come: each holds a thread of the web server for as long as it is let. */
class SlowBodiesTest {
    private static final int MANY = 40;
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
        awaitRefused(); // those past its share

        String name = user.post("/users/me/api_keys", Map.of("name", "meanwhile"))
                .demand(201)
                .text("name");
        user.post("/users/me/api_keys/" + name + "/rotate", Map.of()).demand(200);
        Client.of(ledger).get("/actuator/health/liveness").demand(200);
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
        Client.of(ledger).get("/actuator/health/liveness").demand(200);
        Client.of(ledger).get("/users/me").demand(401);
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

    /** At least one was told 408, so the others wait. */
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
