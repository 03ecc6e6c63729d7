package io.tokenledger.allinone.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A client with control over its socket: its address, its buffers, and when it reads. */
public final class RawConnection implements AutoCloseable {
    private static final int READ_TIMEOUT_MILLIS = 20_000;

    private final Socket socket;

    private RawConnection(Socket socket) {
        this.socket = socket;
    }

    /** Connects from one of the loopback addresses 127.0.0.0/8. */
    public static RawConnection from(String address, int port) throws IOException {
        return connect(new Socket(), address, port);
    }

    /** Connects the given socket, for example a TLS socket, with a small receive buffer. */
    public static RawConnection connect(Socket socket, String address, int port) throws IOException {
        socket.setReceiveBufferSize(2_048);
        socket.setSoTimeout(READ_TIMEOUT_MILLIS);
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port), READ_TIMEOUT_MILLIS);
        return new RawConnection(socket);
    }

    /**
     * Requests a path without reading the response.
     *
     * @param times number of requests, sent without waiting for responses
     */
    public RawConnection get(String path, int times, String... headers) throws IOException {
        String head = "GET " + path + " HTTP/1.1\r\nHost: ledger\r\n"
                + String.join(
                        "",
                        Arrays.stream(headers).map(header -> header + "\r\n").toList());
        socket.getOutputStream().write((head + "\r\n").repeat(times).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /** The status of the response; null if the ledger closed the connection instead. */
    public @Nullable Integer status() throws IOException {
        try {
            String line = reader().readLine();
            return line == null ? null : Integer.valueOf(line.split(" ")[1]);
        } catch (SocketException reset) {
            return null;
        }
    }

    public BufferedReader reader() throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Whether the ledger has closed the connection; reads and discards the available bytes. */
    public boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            byte[] bytes = new byte[8_192];
            for (int count = 0; count >= 0; ) {
                count = socket.getInputStream().read(bytes);
            }
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
