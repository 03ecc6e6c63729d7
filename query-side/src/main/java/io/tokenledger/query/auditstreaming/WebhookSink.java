package io.tokenledger.query.auditstreaming;

import io.tokenledger.api.text.InstantText;
import io.tokenledger.query.QueryLimits;
import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(QueryLimits.SINK_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI url;
    private final SecretKeySpec key;
    private final JsonMapper json;
    private final Clock clock;

    WebhookSink(URI url, SecretKeySpec key, JsonMapper json, Clock clock) {
        this.url = url;
        this.key = key;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void deliver(List<AuditRow> rows) throws IOException, InterruptedException {
        List<AuditRow> entries = rows.stream().filter(row -> !row.isSignal()).toList();
        AuditRow last = entries.getLast();
        String id = "audit-" + entries.getFirst().position() + "-" + last.position();
        post(id, AUDIT, last, Map.of("entries", entries));
        for (AuditRow signal : rows) {
            if (signal.isSignal()) {
                post("signal-" + signal.id(), SIGNAL, signal, signal);
            }
        }
    }

    private void post(String id, String type, AuditRow last, Object data) throws IOException, InterruptedException {
        long timestamp = clock.instant().getEpochSecond();
        String body =
                json.writeValueAsString(Map.of("type", type, "timestamp", InstantText.of(last.time()), "data", data));
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(QueryLimits.SINK_TIMEOUT)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", "v1," + sign(id + "." + timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("the webhook answered " + status);
        }
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
