package io.tokenledger.query.auditstreaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tokenledger.query.auditstreaming.outbound.HostResolver;
import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.GoldenRows;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers that end a connection in different ways. The protocol has no acknowledgement. */
class SyslogSinkTest {
    private static final AuditRow ENTRY = GoldenRows.of("token.created");

    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket();
        server.setReceiveBufferSize(4_096);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    @Test
    void a_receiver_that_keeps_the_connection_open_gets_a_batch_once() throws Exception {
        receive(connection -> connection.getInputStream().transferTo(received));

        sink().deliver(List.of(ENTRY), () -> {});

        assertThat(connections).hasSize(1);
        assertThat(connections.getFirst().isClosed()).isFalse();
        await().untilAsserted(() -> assertThat(received.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("token-ledger - token.created -"));
    }

    @Test
    void a_batch_is_delivered_when_the_receiver_closes_the_connection() throws Exception {
        receive(connection -> {
            connection.getInputStream().transferTo(received);
            connection.close();
        });

        sink().deliver(List.of(ENTRY), () -> {});

        assertThat(received.toString(StandardCharsets.UTF_8)).containsOnlyOnce("token-ledger - token.created -");
    }

    @Test
    void a_receiver_that_resets_the_connection_has_not_received_the_batch() {
        receive(connection -> {
            connection.setSoLinger(true, 0);
            connection.getInputStream().read();
            connection.close();
        });

        assertThatThrownBy(() -> sink().deliver(Collections.nCopies(2_000, ENTRY), () -> {}))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Tag("slow")
    void a_receiver_that_reads_nothing_has_not_received_the_batch() {
        receive(connection -> {});

        assertThatThrownBy(() -> sink().deliver(Collections.nCopies(20, ENTRY), () -> {}))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("The receiver does not read what was sent.");
    }

    private SyslogSink sink() {
        return new SyslogSink("127.0.0.1", server.getLocalPort(), new TestFormat(), HostResolver.SYSTEM);
    }

    /** Lines that are long enough for twenty of them not to fit into the receiver's buffer. */
    private record TestFormat() implements AuditFormat {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public String contentType() {
            return "text/plain";
        }

        @Override
        public String line(AuditRow row) {
            return row.action() + "x".repeat(4_000);
        }
    }

    @FunctionalInterface
    private interface Receiver {
        void accept(Socket connection) throws IOException;
    }

    private void receive(Receiver receiver) {
        Thread.ofVirtual().start(() -> {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                receiver.accept(connection);
            } catch (IOException closed) {
                // the test has ended, or the sink has closed the connection
            }
        });
    }
}
