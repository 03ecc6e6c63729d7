package io.tokenledger.api.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Limits of connections; {@code api.yml} has the defaults.
 *
 * @param connectionsPerAddress connections that one client network can hold; trusted proxies are exempt
 * @param writeTimeout longest time that a client may read nothing while a thread waits to send more
 * @param minReadRate bytes per second that a client must read on average while a thread waits
 * @param busyKeepAliveTimeout time after which idle connections are closed while three quarters of all connections are
 *     in use
 */
@ConfigurationProperties("ledger.http")
record ConnectionProperties(
        int connectionsPerAddress, Duration writeTimeout, DataSize minReadRate, Duration busyKeepAliveTimeout) {}
