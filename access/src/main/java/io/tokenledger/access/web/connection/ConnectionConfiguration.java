package io.tokenledger.access.web.connection;

import io.tokenledger.access.limit.Bulkhead;
import io.tokenledger.access.limit.Bulkheads;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Installs the limits into the web server. */
@Configuration
@EnableConfigurationProperties(ConnectionProperties.class)
class ConnectionConfiguration {
    /** Three eighths of all threads can wait for slow bodies and three eighths for slow readers; the rest stays free. */
    private static final double SHARE_OF_ALL = 3.0 / 8;

    private static final double SHARE_OF_ADDRESS = 1.0 / 8;

    @Bean
    ConnectionLimits connectionLimits(
            ConnectionProperties properties,
            Bulkheads bulkheads,
            @Value("${server.tomcat.threads.max}") int threads,
            @Value("${server.forward-headers-strategy}") String strategy,
            @Value("${server.tomcat.remoteip.internal-proxies}") String proxies) {
        int inAll = part(threads, SHARE_OF_ALL);
        return new ConnectionLimits(
                properties,
                new TrustedProxies(strategy, proxies),
                bulkheads.named(
                        "connections", new Bulkhead.Limit(properties.connectionsPerAddress(), Integer.MAX_VALUE, 0)),
                bulkheads.named("blocked-writes", new Bulkhead.Limit(part(threads, SHARE_OF_ADDRESS), inAll, 0)),
                new Bulkhead.Limit(inAll, inAll, 0));
    }

    /**
     * Threads that wait for bytes of a body. A body that comes a moment after its headers is no attack, so any thread can
     * wait their turn for a quarter of a second.
     */
    @Bean
    Bulkhead slowBodies(Bulkheads bulkheads, @Value("${server.tomcat.threads.max}") int threads) {
        int inAll = part(threads, SHARE_OF_ALL);
        return bulkheads.named(
                "slow-bodies", new Bulkhead.Limit(part(threads, SHARE_OF_ADDRESS), inAll, threads, threads));
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
