package io.tokenledger.query.auditstreaming.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages reach only the addresses that were checked for their own connection. */
class PermittedWebhookClientTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("webhook-id") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (exchange.getRequestURI().getPath().equals("/moved")) {
                exchange.getResponseHeaders().add("Location", "/inside");
                exchange.sendResponseHeaders(307, -1);
            } else {
                exchange.sendResponseHeaders(200, 0); // a body without an end
                exchange.getResponseBody().write(new byte[100]);
                exchange.getResponseBody().flush();
                return;
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void the_status_is_returned_without_the_body() throws IOException {
        int status = client("localhost").post(url("/"), Map.of("webhook-id", "1"), "text");

        assertThat(status).isEqualTo(200);
        assertThat(received).containsExactly("/ 1 text");
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        assertThat(client("localhost").post(url("/moved"), Map.of(), "text")).isEqualTo(307);

        assertThat(received).hasSize(1);
    }

    @Test
    void a_name_that_resolves_to_a_private_address_is_not_connected_to() {
        assertThatThrownBy(() -> client().post(url("/"), Map.of(), "text"))
                .isInstanceOf(UnknownHostException.class)
                .hasCauseInstanceOf(TargetNotAllowedException.class);

        assertThat(received).isEmpty();
    }

    /** A name server that answers differently at the second time (DNS rebinding). */
    @Test
    void each_connection_checks_the_address_again() throws IOException {
        AtomicInteger lookups = new AtomicInteger();
        TargetPolicy policy = new TargetPolicy(List.of("127.0.0.1"), host ->
                new InetAddress[] {InetAddress.getByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")});
        PermittedWebhookClient client = new PermittedWebhookClient(policy);

        assertThat(client.post(url("/"), Map.of(), "first")).isEqualTo(200);
        assertThatThrownBy(() -> client.post(url("/"), Map.of(), "second"))
                .hasCauseInstanceOf(TargetNotAllowedException.class);

        assertThat(received).hasSize(1);
    }

    @Test
    void a_closed_port_is_an_error() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(
                        () -> client("localhost").post(URI.create("http://localhost:" + port + "/"), Map.of(), "text"))
                .isInstanceOf(ConnectException.class);
    }

    private PermittedWebhookClient client(String... allowed) {
        return new PermittedWebhookClient(new TargetPolicy(List.of(allowed), HostResolver.SYSTEM));
    }

    private URI url(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }
}
