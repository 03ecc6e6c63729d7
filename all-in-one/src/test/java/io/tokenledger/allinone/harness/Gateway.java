package io.tokenledger.allinone.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One address in front of several processes, with the rules of {@code deploy/nginx}. Callers from one address reach the
 * same process of a side while it listens. If a process ends during a request, the caller gets a 503 and can retry. The
 * gateway reads the head of a request and then copies bytes; each connection carries one request.
 */
public final class Gateway implements AutoCloseable {
    private static final int MAX_HEAD_BYTES = 1_000_000;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern ADDRESS = Pattern.compile("(?i)\r\nX-Forwarded-For: ([^\r]*)");
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\nContent-Length: ([0-9]{1,6})\r");
    private static final String UNAVAILABLE = """
            HTTP/1.1 503 Service Unavailable\r
            Retry-After: 1\r
            Content-Length: 0\r
            Connection: close\r
            \r
            """;

    private final RouteSides sides = new RouteSides();
    private final Map<String, List<Integer>> ports;
    private final ServerSocket server;

    /** Starts to listen. The ports of each side may include some that are not in use. */
    public Gateway(Map<String, List<Integer>> ports) {
        this.ports = ports;
        try {
            this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("gateway").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void serve(Socket caller) {
        try (caller) {
            byte[] head = head(caller.getInputStream());
            if (head.length == 0) {
                return;
            }
            byte[] body = caller.getInputStream().readNBytes(bodyLength(head));
            if (!isAnswered(caller, head, body)) {
                caller.getOutputStream().write(UNAVAILABLE.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The caller closed its connection, and the gateway closes it as well.
        }
    }

    /** Forwards the request; false if the process closed the connection without a response. */
    private boolean isAnswered(Socket caller, byte[] head, byte[] body) {
        long answered = 0;
        try (Socket process = connect(head)) {
            process.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(closing(head));
            request.writeBytes(body);
            process.getOutputStream().write(request.toByteArray());
            Thread.ofVirtual().start(() -> copy(caller, process));
            byte[] buffer = new byte[8_192];
            InputStream answer = process.getInputStream();
            for (int n = answer.read(buffer); n >= 0; n = answer.read(buffer)) {
                caller.getOutputStream().write(buffer, 0, n);
                answered += n;
            }
        } catch (IOException gone) {
            return answered > 0;
        }
        return answered > 0;
    }

    /** Like nginx, the gateway forwards a request once it has its body. Chunked bodies pass as they arrive. */
    private static int bodyLength(byte[] head) {
        Matcher length = CONTENT_LENGTH.matcher(new String(head, StandardCharsets.ISO_8859_1));
        return length.find() ? Integer.parseInt(length.group(1)) : 0;
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // The other side closed the connection.
        }
    }

    private Socket connect(byte[] head) throws IOException {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String[] request = text.split("[ ?\r\n]", 3);
        List<Integer> processes = ports.getOrDefault(
                sides.of(request[0], request.length > 1 ? request[1] : "/"), ports.getOrDefault("command", List.of()));
        Matcher address = ADDRESS.matcher(text);
        int first = address.find() ? address.group(1).hashCode() : 0;
        IOException failure = new SocketException("no process");
        for (int i = 0; i < processes.size(); i++) {
            try {
                int port = processes.get(Math.floorMod(first + i, processes.size()));
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (IOException away) {
                failure = away;
            }
        }
        throw failure;
    }

    /** The bytes up to the empty line, or up to the end of the stream or the size limit. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            matched = b == END_OF_HEAD.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length() || head.size() > MAX_HEAD_BYTES) {
                break;
            }
        }
        return head.toByteArray();
    }

    /** Makes the process close the connection after its response, so that a complete response is recognizable. */
    private static byte[] closing(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        return text.endsWith(END_OF_HEAD)
                ? (text.substring(0, text.length() - 2).replaceAll("(?i)\r\nConnection:[^\r]*", "")
                                + "Connection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1)
                : head;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
