package io.tokenledger.query.audittrail.delivery;

import io.tokenledger.query.audittrail.AuditRow;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts batches, signed as Standard Webhooks says: HMAC-SHA256 over id, timestamp and body. A batch is named by its first
 * and last position; who has seen an entry before knows it by its id.
 */
final class WebhookSink implements Sink {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String PREFIX = "whsec_";

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI url;
    private final SecretKeySpec key;
    private final JsonMapper json;
    private final Clock clock;

    WebhookSink(URI url, String secret, JsonMapper json, Clock clock) {
        this.url = url;
        this.key = new SecretKeySpec(
                Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret),
                "HmacSHA256");
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void deliver(List<AuditRow> entries) throws IOException, InterruptedException {
        String id = "audit-" + entries.getFirst().position() + "-"
                + entries.getLast().position();
        long timestamp = clock.instant().getEpochSecond();
        String body = json.writeValueAsString(Map.of(
                "type", "ledger.audit",
                "timestamp", entries.getLast().time().toString(),
                "data", Map.of("entries", entries)));
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", "v1," + sign(id + "." + timestamp + "." + body))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status / 100 != 2) {
            throw new IOException("the webhook answers " + status);
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
