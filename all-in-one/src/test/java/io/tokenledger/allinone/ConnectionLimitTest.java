package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import io.tokenledger.allinone.harness.RawConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that open connections and leave them idle. */
@Tag("slow")
class ConnectionLimitTest {
    private static final int OF_ADDRESS = 20;
    private static final int IN_ALL = 80;
    private static final String TRUSTED = "127.0.0.1";
    private static final String PROBE = "/actuator/health/liveness";

    private static LedgerUnderTest ledger;

    private final List<RawConnection> open = new ArrayList<>();

    @BeforeAll
    static void start() {
        ledger = LedgerUnderTest.start(Map.of(
                "ledger.store", "embedded",
                "server.tomcat.max-connections", Integer.toString(IN_ALL),
                "server.tomcat.remoteip.internal-proxies", "127\\.0\\.0\\.1",
                "ledger.http.connections-per-address", Integer.toString(OF_ADDRESS),
                "ledger.http.busy-keep-alive-timeout", "500ms"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : open) {
            connection.close();
        }
    }

    @Test
    void one_address_leaves_connections_for_the_others() throws IOException {
        idle("127.0.0.2", OF_ADDRESS);
        for (int i = 0; i < IN_ALL; i++) {
            try (RawConnection more = RawConnection.from("127.0.0.2", ledger.port())) {
                assertThat(more.status()).as("past the limit").isEqualTo(429);
            }
        }
        idle("127.0.0.3", 1);
        idle(TRUSTED, OF_ADDRESS + 10);

        open.getFirst().close();
        await("a closed connection counts no more").until(() -> {
            RawConnection next = RawConnection.from("127.0.0.2", ledger.port());
            open.add(next);
            return Integer.valueOf(200).equals(next.get(PROBE, 1).status());
        });
    }

    /** Without this protection, connections may be idle for 75 s. */
    @Test
    void while_most_connections_are_in_use_idle_ones_are_closed_early() throws IOException {
        idle("127.0.0.2", OF_ADDRESS);
        idle("127.0.0.3", OF_ADDRESS);
        assertThat(open).noneMatch(RawConnection::isClosed);

        idle("127.0.0.4", OF_ADDRESS);
        await().until(() -> open.stream().filter(RawConnection::isClosed).count() >= OF_ADDRESS);
        await().until(() -> open.stream().allMatch(RawConnection::isClosed));
    }

    /** Opens connections that are served once and then kept alive. */
    private void idle(String address, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            RawConnection connection = RawConnection.from(address, ledger.port());
            open.add(connection);
            assertThat(connection.get(PROBE, 1).status()).isEqualTo(200);
        }
    }
}
