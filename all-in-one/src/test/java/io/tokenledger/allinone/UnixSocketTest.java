package io.tokenledger.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenledger.allinone.harness.LedgerUnderTest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The UNIX socket factory gives the PostgreSQL driver sockets that behave like TCP sockets. */
class UnixSocketTest {
    private final Path folder = LedgerUnderTest.newDirectory();
    private final Path file = folder.resolve("s");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocketChannel server;
    private Socket socket;
    private SocketChannel peer;

    @BeforeEach
    void connect() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(file));
        socket = new UnixSocketFactory(file.toString()).createSocket("ignored", 1);
        peer = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        socket.close();
        peer.close();
        server.close();
        LedgerUnderTest.delete(folder);
    }

    @Test
    void a_read_times_out_and_the_socket_still_works() throws IOException {
        socket.setSoTimeout(20);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

        peer.write(ByteBuffer.wrap(new byte[] {-1, 7}));

        assertThat(socket.getInputStream().read()).isEqualTo(255);
        assertThat(socket.getInputStream().read()).isEqualTo(7);
        peer.close();
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void closing_ends_a_read_that_waits() throws Exception {
        Future<Integer> read = waiting(() -> socket.getInputStream().read());

        socket.close();

        assertThatThrownBy(read::get).hasCauseInstanceOf(SocketException.class);
        assertThat(socket.isClosed()).isTrue();
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    @Test
    void an_interrupt_neither_ends_a_read_nor_closes_the_socket() throws Exception {
        Future<String> read = waiting(() -> {
            Thread.currentThread().interrupt();
            int value = socket.getInputStream().read();
            return value + " " + Thread.currentThread().isInterrupted();
        });

        peer.write(ByteBuffer.wrap(new byte[] {3}));

        assertThat(read.get()).isEqualTo("3 true");
        assertThat(socket.isClosed()).isFalse();
    }

    @Test
    void a_write_waits_for_a_reader_that_is_slow() throws Exception {
        byte[] much = new byte[3_000_000];
        much[much.length - 1] = 9;
        Future<Boolean> write = waiting(() -> {
            socket.getOutputStream().write(much);
            return true;
        });

        ByteBuffer read = ByteBuffer.allocate(much.length);
        while (read.hasRemaining()) {
            peer.read(read);
        }

        assertThat(write.get()).isTrue();
        assertThat(read.array()).isEqualTo(much);
    }

    /** Starts the task, and returns once it waits for its peer. */
    private <T> Future<T> waiting(Callable<T> task) {
        Thread[] thread = new Thread[1];
        Future<T> result = threads.submit(() -> {
            thread[0] = Thread.currentThread();
            return task.call();
        });
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> thread[0] != null && inSelect(thread[0]));
        return result;
    }

    private static boolean inSelect(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getMethodName().equals("select")) {
                return true;
            }
        }
        return false;
    }
}
