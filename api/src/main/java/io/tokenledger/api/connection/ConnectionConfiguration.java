package io.tokenledger.api.connection;

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
@Configuration
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {
    /**
     * Shares of the web server's threads. Threads can wait for the bytes of a body, for a permit to do so, or for a
     * slow reader. Together these are at most 13 of 16 threads; the others remain available for other requests.
     */
    private static final double SHARE_OF_ALL = 5.0 / 16;

    private static final double SHARE_OF_WAITING = 3.0 / 16;
    private static final double SHARE_OF_ADDRESS = 2.0 / 16;

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
        int inAll = part(threads, SHARE_OF_ALL);
        return new ConnectionLimits(
                properties,
                strategy.equalsIgnoreCase("none") ? TrustedProxies.none() : proxies, // no forwarded addresses
                bulkheads.named(
                        "connections", new Bulkhead.Limit(properties.connectionsPerAddress(), Integer.MAX_VALUE, 0)),
                bulkheads.named("blocked-writes", new Bulkhead.Limit(part(threads, SHARE_OF_ADDRESS), inAll, 0)),
                new Bulkhead.Limit(inAll, inAll, 0));
    }

    /** Limits the threads that wait for bytes of a body. */
    @Bean
    Bulkhead slowBodies(BulkheadFactory bulkheads, @Value("${server.tomcat.threads.max}") int threads) {
        return bulkheads.named(
                "slow-bodies",
                new Bulkhead.Limit(
                        part(threads, SHARE_OF_ADDRESS), part(threads, SHARE_OF_ALL), part(threads, SHARE_OF_WAITING)));
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
