package io.tokenledger.api.connection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Limits of connections, as {@code api.yml} sets them.
 *
 * @param connectionsPerAddress connections that one client network can hold; proxies are exempt
 * @param writeTimeout longest time that a client reads nothing while a thread waits to send it more
 * @param minReadRate bytes a second that a client must read on average while a thread waits
 * @param busyKeepAliveTimeout idle time after which a connection is closed while three quarters of all are in use
 */
@ConfigurationProperties("ledger.http")
record ConnectionProperties(
        int connectionsPerAddress, Duration writeTimeout, DataSize minReadRate, Duration busyKeepAliveTimeout) {}
