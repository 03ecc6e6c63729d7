package io.tokenledger.query.auditstreaming.outbound;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Posts messages to webhooks. Follows no redirect, and reads no body of a response. */
@FunctionalInterface
public interface WebhookClient {
    /**
     * Posts one message.
     *
     * @return HTTP status of the response
     * @throws IOException if there is no response in time
     */
    int post(URI url, Map<String, String> headers, String body) throws IOException, InterruptedException;
}
