package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.text.InstantText;
import io.tokenledger.query.auditstreaming.outbound.WebhookClient;
import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts batches signed as Standard Webhooks specifies: HMAC-SHA256 over id, timestamp and body. The id of a batch
 * consists of its first and last position. Each signal follows its batch in a separate message with the signal's id. A
 * receiver recognizes a redelivered entry by the entry's id.
 */
final class WebhookSink implements Sink {
    /** Type of a message with a batch of entries. */
    static final String AUDIT = "ledger.audit";

    /** Type of a message with one signal. */
    static final String SIGNAL = "signal.raised";

    /** Type of a message with one test entry. */
    static final String TEST = "ledger.test";

    private final URI url;
    private final SecretKeySpec key;
    private final WebhookClient http;
    private final JsonMapper json;
    private final Clock clock;

    WebhookSink(URI url, SecretKeySpec key, WebhookClient http, JsonMapper json, Clock clock) {
        this.url = url;
        this.key = key;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void deliver(List<AuditRow> rows, Runnable betweenMessages) throws IOException, InterruptedException {
        List<AuditRow> entries = rows.stream().filter(row -> !row.isSignal()).toList();
        AuditRow last = entries.getLast();
        String id = "audit-" + entries.getFirst().position() + "-" + last.position();
        post(id, AUDIT, last, Map.of("entries", entries));
        for (AuditRow signal : rows) {
            if (signal.isSignal()) {
                betweenMessages.run();
                post("signal-" + signal.id(), SIGNAL, signal, signal);
            }
        }
    }

    @Override
    public Integer test(AuditRow entry) throws IOException, InterruptedException {
        return post("test-" + entry.id(), TEST, entry, entry);
    }

    private int post(String id, String type, AuditRow last, Object data) throws IOException, InterruptedException {
        long timestamp = clock.instant().getEpochSecond();
        String body =
                json.writeValueAsString(Map.of("type", type, "timestamp", InstantText.of(last.time()), "data", data));
        int status = http.post(
                url,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        Long.toString(timestamp),
                        "webhook-signature",
                        "v1," + sign(id + "." + timestamp + "." + body)),
                body);
        if (status / 100 != 2) {
            throw new WebhookStatusException(status);
        }
        return status;
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
