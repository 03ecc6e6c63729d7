package io.tokenledger.query.auditstreaming.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemWebhookClientTest {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(202, 0); // a body without an end
            exchange.getResponseBody().write(new byte[100]);
            exchange.getResponseBody().flush();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Otherwise the thread of the sink would wait without a limit, and nothing would report it. */
    @Test
    void the_status_is_returned_before_the_body_ends() throws Exception {
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/");

        assertThat(new SystemWebhookClient().post(url, Map.of("webhook-id", "1"), "text"))
                .isEqualTo(202);
    }
}
