package io.tokenledger.api.connection;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.BulkheadFactory;
import io.tokenledger.api.request.TrustedProxies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Installs the connection limits into Tomcat. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {
    @Bean
    TrustedProxies trustedProxies(@Value("${server.tomcat.remoteip.internal-proxies}") String proxies) {
        return new TrustedProxies(proxies);
    }

    @Bean
    ConnectionLimits connectionLimits(
            ConnectionProperties properties,
            BulkheadFactory bulkheads,
            TrustedProxies proxies,
            @Value("${server.forward-headers-strategy}") String strategy,
            @Value("${server.tomcat.threads.max}") int threads) {
        int maxTotal = part(threads, ApiLimits.MAX_BLOCKED_THREADS_SHARE);
        return new ConnectionLimits(
                properties,
                strategy.equalsIgnoreCase("none") ? TrustedProxies.none() : proxies, // no forwarded addresses
                bulkheads.named(
                        "connections", new Bulkhead.Limit(properties.connectionsPerAddress(), Integer.MAX_VALUE, 0)),
                bulkheads.named(
                        "blocked-writes",
                        new Bulkhead.Limit(part(threads, ApiLimits.MAX_ADDRESS_THREADS_SHARE), maxTotal, 0)),
                new Bulkhead.Limit(maxTotal, maxTotal, 0));
    }

    /** Limits the threads that wait for bytes of a body. */
    @Bean
    Bulkhead slowBodies(BulkheadFactory bulkheads, @Value("${server.tomcat.threads.max}") int threads) {
        return bulkheads.named(
                "slow-bodies",
                new Bulkhead.Limit(
                        part(threads, ApiLimits.MAX_ADDRESS_THREADS_SHARE),
                        part(threads, ApiLimits.MAX_BLOCKED_THREADS_SHARE),
                        part(threads, ApiLimits.MAX_WAITING_THREADS_SHARE)));
    }

    private static int part(int threads, double share) {
        return Math.max(1, (int) (threads * share));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedConnections(ConnectionLimits limits) {
        return factory -> {
            factory.setProtocol(LimitedHttpProtocol.class.getName());
            factory.addProtocolHandlerCustomizers((LimitedHttpProtocol protocol) -> protocol.limit(limits));
        };
    }
}
