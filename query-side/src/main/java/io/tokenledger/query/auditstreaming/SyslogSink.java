package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.SinkLimits;
import io.tokenledger.query.auditstreaming.outbound.HostResolver;
import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.io.Closer;

/**
 * Sends RFC 5424 messages over plain TCP, with octet counting (RFC 6587, section 3.4.1). If messages leave the host, a
 * relay beside the ledger adds TLS. The protocol has no acknowledgement. Each batch therefore has its own connection. It
 * is delivered once the receiver closes the connection after the ledger's end, because it has then read everything. If
 * the receiver keeps the connection open, the batch is delivered once the receiver's TCP has acknowledged it. The
 * receiver can still lose such a batch if it fails before it reads.
 */
record SyslogSink(String host, int port, AuditFormat format, HostResolver resolver) implements Sink {
    /** Facility 13 (log audit). The severity is 4 (warning) for refusals and signals, otherwise 6 (informational). */
    private static final int AUDIT = 13 * 8;

    @Override
    public void deliver(List<AuditRow> entries, Runnable betweenMessages) throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (AuditRow entry : entries) {
            byte[] message = message(entry).getBytes(StandardCharsets.UTF_8);
            batch.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            batch.writeBytes(message);
        }
        int timeoutMillis = Math.toIntExact(SinkLimits.SINK_TIMEOUT.toMillis());
        InetAddress address = resolver.resolve(host)[0];
        try (Socket socket = new Socket()) {
            CompletableFuture<Void> deadline = closeAfter(QueryLimits.IDLE_TRANSACTION_TIMEOUT, socket);
            socket.connect(new InetSocketAddress(address, port), timeoutMillis);
            socket.setSoTimeout(timeoutMillis);
            OutputStream out = socket.getOutputStream();
            batch.writeTo(out);
            out.flush();
            socket.shutdownOutput();
            awaitReceipt(socket);
            deadline.cancel(false);
        }
    }

    private static void awaitReceipt(Socket socket) throws IOException {
        socket.setSoTimeout(Math.toIntExact(SinkLimits.SYSLOG_CLOSE_TIMEOUT.toMillis()));
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException keptOpen) {
            closeAcknowledged(socket);
        }
    }

    /** With SO_LINGER, closing waits until TCP has acknowledged all data. Only the elapsed time says whether it has. */
    private static void closeAcknowledged(Socket socket) throws IOException {
        socket.setSoLinger(true, Math.toIntExact(SinkLimits.SINK_TIMEOUT.toSeconds()));
        long start = System.nanoTime();
        socket.close();
        if (System.nanoTime() - start >= SinkLimits.SINK_TIMEOUT.toNanos()) {
            throw new SocketTimeoutException("The receiver does not read what was sent.");
        }
    }

    /** Ends a delivery whose transaction has ended: the receiver reads nothing, or sends data without an end. */
    private static CompletableFuture<Void> closeAfter(Duration timeout, Socket socket) {
        return CompletableFuture.runAsync(
                () -> Closer.closeQuietly(socket),
                CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    private String message(AuditRow entry) {
        int severity = entry.isSignal() || entry.outcome().equals("refused") ? 4 : 6;
        // The host is omitted (NILVALUE), so that every process sends the same message for the same entry.
        return "<%d>1 %s - token-ledger - %s - %s"
                .formatted(AUDIT + severity, entry.time(), messageId(entry.action()), format.line(entry));
    }

    /** The action, truncated to the 32 characters that RFC 5424 allows. */
    private static String messageId(String action) {
        return action.substring(0, Math.min(32, action.length()));
    }
}
