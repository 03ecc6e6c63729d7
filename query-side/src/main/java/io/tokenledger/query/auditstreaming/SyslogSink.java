package io.tokenledger.query.auditstreaming;

import io.tokenledger.query.audittrail.AuditRow;
import io.tokenledger.query.audittrail.format.AuditFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Messages of RFC 5424 over plain TCP (a relay beside the ledger adds TLS where they leave the host), each counted (RFC 6587, section 3.4.1). TCP alone does not say that the other side has read
 * what was sent, so each batch has its own connection, and is delivered when the other side has closed it after our end.
 */
record SyslogSink(String host, int port, AuditFormat format) implements Sink {
    private static final int TIMEOUT_MS = 10_000;
    /** Facility 13 (log audit); severity 6, informational, or 4, warning, for refusals and signals. */
    private static final int AUDIT = 13 * 8;

    @Override
    public void deliver(List<AuditRow> entries) throws IOException {
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (AuditRow entry : entries) {
            byte[] message = message(entry).getBytes(StandardCharsets.UTF_8);
            batch.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            batch.writeBytes(message);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            batch.writeTo(out);
            out.flush();
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private String message(AuditRow entry) {
        int severity = entry.isSignal() || entry.outcome().equals("refused") ? 4 : 6;
        // The host is left out (NILVALUE): the same entry is the same message wherever it is sent from.
        return "<%d>1 %s - token-ledger - %s - %s"
                .formatted(AUDIT + severity, entry.time(), messageId(entry.action()), format.line(entry));
    }

    /** At most 32 characters. */
    private static String messageId(String action) {
        return action.substring(0, Math.min(32, action.length()));
    }
}
