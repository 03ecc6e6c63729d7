package io.tokenledger.api.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tomcat's endpoint, with a {@link ConnectionLimits} check of each connection that it accepts. */
final class LimitedEndpoint extends NioEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(LimitedEndpoint.class);
    private static final long SHORTEN_INTERVAL_SECONDS = 1;

    private @Nullable ConnectionLimits limits;
    private @Nullable ClientConnection accepted; // used by the acceptor thread only
    private @Nullable ScheduledFuture<?> shortening;

    void limit(ConnectionLimits chosen) {
        limits = chosen;
    }

    private ConnectionLimits limits() {
        if (limits == null) {
            throw new IllegalStateException("The limits must be set before the endpoint starts.");
        }
        return limits;
    }

    @Override
    public void startInternal() throws Exception {
        super.startInternal();
        shortening = getUtilityExecutor()
                .scheduleWithFixedDelay(
                        this::shortenSafely, SHORTEN_INTERVAL_SECONDS, SHORTEN_INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void stopInternal() {
        if (shortening != null) {
            shortening.cancel(false);
            shortening = null;
        }
        super.stopInternal();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        ClientConnection connection = accept(socket);
        if (connection == null) {
            destroySocket(socket);
            return false;
        }
        accepted = connection;
        if (!super.setSocketOptions(socket)) {
            limits().closed(connection);
            return false;
        }
        SocketWrapperBase<NioChannel> wrapper = connections.get(socket);
        if (wrapper != null) {
            wrapper.setWriteTimeout(limits().writeTimeoutMillis());
        }
        return true;
    }

    private @Nullable ClientConnection accept(SocketChannel socket) {
        try {
            ClientConnection connection = limits().accept(socket);
            if (connection == null && !isSSLEnabled()) {
                reject(socket);
            }
            return connection;
        } catch (IOException gone) {
            return null;
        }
    }

    /** Sends 429. The response fits into the empty buffer of a new socket, so the acceptor does not block. */
    private void reject(SocketChannel socket) throws IOException {
        String reason = String.format(
                Locale.ROOT,
                "Your address has the maximum of %d connections open. Close some, or reuse them.",
                limits().connectionsPerAddress());
        String response = String.format(Locale.ROOT, """
                HTTP/1.1 429 \r
                Content-Type: text/plain\r
                Content-Length: %d\r
                Retry-After: 5\r
                Connection: close\r
                \r
                %s""", reason.length(), reason);
        socket.write(ByteBuffer.wrap(response.getBytes(StandardCharsets.US_ASCII)));
        socket.shutdownOutput();
    }

    /** Whether three quarters of all connections are in use. */
    private boolean isBusy() {
        return getMaxConnections() > 0 && getConnectionCount() * 4 >= getMaxConnections() * 3L;
    }

    @Override
    public int getKeepAliveTimeout() {
        return shortened(super.getKeepAliveTimeout());
    }

    @Override
    public int getConnectionTimeout() {
        return shortened(super.getConnectionTimeout());
    }

    private int shortened(int usualMillis) {
        if (limits == null || !isBusy()) {
            return usualMillis;
        }
        int busyMillis = limits.busyKeepAliveMillis();
        return usualMillis <= 0 ? busyMillis : Math.min(usualMillis, busyMillis);
    }

    /** An exception would end the timer. */
    private void shortenSafely() {
        try {
            shortenIdleConnections();
        } catch (RuntimeException failure) {
            LOG.warn("Idle connections were not closed early; the next attempt is in a second", failure);
        }
    }

    /**
     * Shortens the timeout of connections that were idle before the endpoint became busy. Only they still have the usual
     * value. A timer runs it, because an endpoint may become busy with its last connection for a long time.
     */
    private void shortenIdleConnections() {
        if (!isBusy()) {
            return;
        }
        int usualMillis = super.getKeepAliveTimeout();
        int busyMillis = limits().busyKeepAliveMillis();
        for (SocketWrapperBase<NioChannel> connection : connections.values()) {
            if (connection.getReadTimeout() == usualMillis) {
                connection.setReadTimeout(Math.min(usualMillis, busyMillis));
            }
        }
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
        return isSSLEnabled() ? new LimitedSecureChannel(buffer, this) : new LimitedChannel(buffer, this);
    }

    /** Assigns the connection that is being accepted to the channel that Tomcat creates or reuses for it. */
    ClientConnection open(NioSocketWrapper wrapper) {
        ClientConnection connection = accepted;
        if (connection == null) {
            throw new IllegalStateException("No connection is being accepted.");
        }
        accepted = null;
        limits().opened(connection, wrapper);
        return connection;
    }

    void close(@Nullable ClientConnection connection) {
        if (connection != null) {
            limits().closed(connection);
        }
    }
}
