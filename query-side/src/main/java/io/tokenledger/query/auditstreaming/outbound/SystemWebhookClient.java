package io.tokenledger.query.auditstreaming.outbound;

import io.tokenledger.query.QueryLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** The client of configured webhooks. It reaches every host, through the proxy that the JVM is configured with. */
public final class SystemWebhookClient implements WebhookClient {
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(QueryLimits.SINK_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public int post(URI url, Map<String, String> headers, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(QueryLimits.SINK_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
