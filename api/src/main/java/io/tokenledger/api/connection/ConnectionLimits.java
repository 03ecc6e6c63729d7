package io.tokenledger.api.connection;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.limit.ClientNetwork;
import io.tokenledger.api.request.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/** Decides which connections are accepted, and which writes may block a thread of the web server. */
public final class ConnectionLimits {
    private final ConnectionProperties properties;
    private final TrustedProxies proxies;
    private final Bulkhead connections;
    private final Bulkhead blockedWrites;
    private final Bulkhead.Limit proxyLimit;
    private final Map<String, ClientConnection> open = new ConcurrentHashMap<>();

    /**
     * Creates the limits of one web server.
     *
     * @param connections counts open connections by client network
     * @param blockedWrites counts blocked threads by client network
     * @param proxyLimit limits for the blocked writes of one proxy, which serves many clients
     */
    ConnectionLimits(
            ConnectionProperties properties,
            TrustedProxies proxies,
            Bulkhead connections,
            Bulkhead blockedWrites,
            Bulkhead.Limit proxyLimit) {
        this.properties = properties;
        this.proxies = proxies;
        this.connections = connections;
        this.blockedWrites = blockedWrites;
        this.proxyLimit = proxyLimit;
    }

    /** A temporary limit or exemption; ends on close. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Allows the reader of this response to pause for up to 30 s instead of 5 s by default. It still counts as a slow
     * reader. Flush the response before the scope ends.
     */
    public Scope allowPauses(HttpServletRequest request) {
        ClientConnection connection = open.get(request.getServletConnection().getConnectionId());
        if (connection == null) {
            return () -> {};
        }
        connection.use(
                new WriteAllowance(ApiLimits.EXPORT_WRITE_TIMEOUT.toNanos(), ApiLimits.MIN_EXPORT_BYTES_PER_SECOND));
        return () -> connection.use(null);
    }

    /**
     * Limits the time in which the body of this request must arrive, including the bytes that frame it.
     *
     * @return scope that ends the limit
     */
    public Scope limitBodyTime(HttpServletRequest request, Duration timeout) {
        ClientConnection connection = open.get(request.getServletConnection().getConnectionId());
        if (connection == null) {
            return () -> {};
        }
        connection.limitReads(timeout.toNanos());
        return connection::endReadLimit;
    }

    /** The accepted connection; null if the peer has the maximum number of connections. */
    @Nullable
    ClientConnection accept(SocketChannel socket) throws IOException {
        if (!(socket.getRemoteAddress() instanceof InetSocketAddress peer)) {
            return connection(null, "local", proxyLimit);
        }
        ClientNetwork network = ClientNetwork.of(peer.getAddress());
        if (proxies.contains(peer.getAddress())) {
            return connection(null, network, proxyLimit);
        }
        Bulkhead.Permit permit = connections.tryAcquire(network);
        return permit == null ? null : connection(permit, network, null);
    }

    private ClientConnection connection(Bulkhead.@Nullable Permit permit, Object key, Bulkhead.@Nullable Limit bounds) {
        return new ClientConnection(
                permit,
                () -> bounds == null
                        ? blockedWrites.tryAcquire(key)
                        : blockedWrites.tryAcquire(key, bounds, Duration.ZERO),
                new WriteAllowance(
                        properties.writeTimeout().toNanos(),
                        properties.minReadRate().toBytes()),
                System::nanoTime);
    }

    void opened(ClientConnection connection, NioSocketWrapper wrapper) {
        connection.attach(wrapper);
        String id = connection.id();
        if (id != null) {
            open.put(id, connection);
        }
    }

    void closed(ClientConnection connection) {
        connection.close();
        String id = connection.id();
        if (id != null) {
            open.remove(id);
        }
    }

    long writeTimeoutMillis() {
        return properties.writeTimeout().toMillis();
    }

    int busyKeepAliveMillis() {
        return Math.toIntExact(properties.busyKeepAliveTimeout().toMillis());
    }

    int connectionsPerAddress() {
        return properties.connectionsPerAddress();
    }
}
