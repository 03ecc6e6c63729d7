package io.tokenledger.query.auditstreaming.outbound;

import io.tokenledger.query.SinkLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * The client of configured webhooks. It reaches every host, through the proxy that the JVM is configured with. Only the status
 * of a response counts, so its body is not read.
 */
public final class SystemWebhookClient implements WebhookClient {
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(SinkLimits.SINK_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public int post(URI url, Map<String, String> headers, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(SinkLimits.SINK_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.body().close(); // the timeout ends with the headers, so a body could last forever
        return response.statusCode();
    }
}
