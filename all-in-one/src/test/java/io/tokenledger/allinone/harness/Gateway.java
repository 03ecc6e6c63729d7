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
 * One address in front of several processes, which does what {@code deploy/nginx} tells nginx to do: callers from one address
 * come to the same process of a side as long as it listens, and where a process goes away in the middle of a request the
 * caller is told to try again. It reads the head of a request and then only copies bytes; each connection carries one
 * request.
 */
public final class Gateway implements AutoCloseable {
    private static final int LONGEST_HEAD = 1_000_000;
    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final Pattern ADDRESS = Pattern.compile("(?i)\r\nX-Forwarded-For: ([^\r]*)");
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

    /** Listening. The ports of each side, which may not all be listened at. */
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
            if (!isAnswered(caller, head)) {
                caller.getOutputStream().write(UNAVAILABLE.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The caller has gone away; so does the connection.
        }
    }

    /** False where the process goes away without a word. */
    private boolean isAnswered(Socket caller, byte[] head) {
        long answered = 0;
        try (Socket process = connect(head)) {
            process.setTcpNoDelay(true);
            caller.setTcpNoDelay(true);
            process.getOutputStream().write(closing(head));
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

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            // As above.
        }
    }

    private Socket connect(byte[] head) throws IOException {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String[] request = text.split("[ ?\r\n]", 3);
        List<Integer> processes = ports.get(sides.of(request[0], request.length > 1 ? request[1] : "/"));
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

    /** Up to the empty line, or as far as it comes. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            matched = b == END_OF_HEAD.charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            if (matched == END_OF_HEAD.length() || head.size() > LONGEST_HEAD) {
                break;
            }
        }
        return head.toByteArray();
    }

    /** Lets the process close the connection behind its answer, which is then known to be whole. */
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
