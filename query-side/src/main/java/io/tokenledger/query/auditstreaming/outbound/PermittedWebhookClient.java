package io.tokenledger.query.auditstreaming.outbound;

import io.tokenledger.query.SinkLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The client of webhooks that the API added. Each message has a connection of its own to an address that
 * {@link TargetPolicy} permits at that time. It uses no proxy, because a proxy would resolve the name again. A message
 * takes at most {@link SinkLimits#SINK_TIMEOUT} in total, so a receiver that answers byte by byte cannot hold a thread.
 */
@Component
public class PermittedWebhookClient implements WebhookClient, DisposableBean {
    private static final Timeout TIMEOUT = Timeout.of(SinkLimits.SINK_TIMEOUT);

    private final CloseableHttpClient http;

    PermittedWebhookClient(TargetPolicy policy) {
        HttpClientConnectionManager connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new PermittedAddresses(policy))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(TIMEOUT)
                        .setSocketTimeout(TIMEOUT)
                        .build())
                .setMaxConnPerRoute(SinkLimits.MAX_API_SINKS)
                .setMaxConnTotal(SinkLimits.MAX_API_SINKS)
                .build();
        this.http = HttpClients.custom()
                .setConnectionManager(connections)
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(TIMEOUT)
                        .setResponseTimeout(TIMEOUT)
                        .build())
                .setUserAgent("token-ledger")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    @Override
    public int post(URI url, Map<String, String> headers, String body) throws IOException {
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        AtomicBoolean expired = new AtomicBoolean();
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(
                () -> {
                    expired.set(true);
                    request.cancel();
                },
                CompletableFuture.delayedExecutor(SinkLimits.SINK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        @Nullable ClassicHttpResponse response = null;
        try {
            response = http.executeOpen(RoutingSupport.determineHost(request), request, HttpClientContext.create());
            return response.getCode();
        } catch (HttpException e) {
            throw new IOException("the answer is not HTTP", e);
        } catch (IOException e) {
            if (expired.get()) {
                throw new SocketTimeoutException("no answer in time");
            }
            throw e;
        } finally {
            deadline.cancel(false);
            request.cancel(); // closes the connection instead of reading the body
            Closer.closeQuietly(response);
        }
    }

    @Override
    public void destroy() throws IOException {
        http.close();
    }

    /** Gives the client the permitted addresses of a host. */
    private record PermittedAddresses(TargetPolicy policy) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            try {
                return policy.resolve(host);
            } catch (UnknownHostException e) {
                throw e;
            } catch (IOException e) {
                UnknownHostException refused = new UnknownHostException(host);
                refused.initCause(e);
                throw refused;
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
