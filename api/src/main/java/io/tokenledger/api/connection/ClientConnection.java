package io.tokenledger.api.connection;

import io.tokenledger.api.limit.Bulkhead;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.function.LongSupplier;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/** One accepted connection. It holds one permit while it is open, and another while a write to it blocks a thread. */
final class ClientConnection {
    private final Bulkhead.@Nullable Permit open;
    private final BlockedWrites blockedWrites;
    private final WriteAllowance usual;
    private final LongSupplier nanoTime;
    private WriteAllowance allowance;
    private @Nullable NioSocketWrapper socket;
    private Bulkhead.@Nullable Permit blocked;
    private long blockedSince;
    private volatile long readDeadline;
    private volatile boolean hasReadDeadline;
    private long usualReadTimeoutMillis;
    private boolean isClosed;
    private boolean isCut;

    /** The source of permits for writes that block. */
    interface BlockedWrites {
        /** A permit; null if the client network, or all clients together, hold the maximum. */
        Bulkhead.@Nullable Permit tryAcquire();
    }

    /**
     * Creates the record of a connection that was just accepted.
     *
     * @param open permit that is released when the connection is closed; null for a proxy
     * @param blockedWrites source of the permits to block a thread
     * @param allowance time for which writes may block
     * @param nanoTime clock in nanoseconds; {@link System#nanoTime} outside of tests
     */
    ClientConnection(
            Bulkhead.@Nullable Permit open,
            BlockedWrites blockedWrites,
            WriteAllowance allowance,
            LongSupplier nanoTime) {
        this.open = open;
        this.blockedWrites = blockedWrites;
        this.usual = allowance;
        this.allowance = allowance;
        this.nanoTime = nanoTime;
    }

    /** Sets Tomcat's wrapper of the connection. Its write timeout follows the allowance. */
    void attach(NioSocketWrapper wrapper) {
        socket = wrapper;
    }

    /** The id of {@link jakarta.servlet.ServletConnection}; null before a wrapper is attached. */
    @Nullable
    String id() {
        return socket == null
                ? null
                : socket.getServletConnection("http/1.1", "").getConnectionId();
    }

    /**
     * Limits the total time of all reads in the current request, however many bytes arrive. Tomcat's own timeout
     * restarts with each byte, including bytes that only frame the body.
     *
     * @param nanos time from now on, in nanoseconds
     */
    void limitReads(long nanos) {
        readDeadline = nanoTime.getAsLong() + nanos;
        hasReadDeadline = true;
        if (socket != null) {
            usualReadTimeoutMillis = socket.getReadTimeout();
            socket.setReadTimeout(Math.max(1, nanos / 1_000_000));
        }
    }

    /** Restores the usual timeout. */
    void endReadLimit() {
        hasReadDeadline = false;
        if (socket != null) {
            socket.setReadTimeout(usualReadTimeoutMillis);
        }
    }

    /** Called before each read; throws once the time limit has passed. */
    void read() throws SocketTimeoutException {
        if (hasReadDeadline) {
            long remaining = readDeadline - nanoTime.getAsLong();
            if (remaining <= 0) {
                throw new SocketTimeoutException("The body did not arrive in time.");
            }
            if (socket != null) {
                socket.setReadTimeout(Math.max(1, remaining / 1_000_000));
            }
        }
    }

    /**
     * Called after each write.
     *
     * @param bytes bytes that the client's socket buffer accepted
     * @param isBlocked whether bytes remain, so that the thread waits for the client to read
     */
    void wrote(int bytes, boolean isBlocked) throws IOException {
        if (isBlocked || blocked != null || isCut || !allowance.isFull()) {
            account(bytes, isBlocked);
        }
    }

    private synchronized void account(int bytes, boolean isBlocked) throws IOException {
        if (blocked != null) {
            long now = nanoTime.getAsLong();
            allowance.spend(now - blockedSince);
            blockedSince = now;
        }
        if (bytes > 0) {
            allowance.restore(bytes);
            release();
        }
        if (isCut || allowance.remainingMillis() <= 0) {
            throw cut("The client reads too slowly.");
        }
        if (isBlocked && blocked == null) {
            block();
        }
        if (socket != null) {
            socket.setWriteTimeout(allowance.remainingMillis());
        }
    }

    private void block() throws IOException {
        Bulkhead.Permit permit = isClosed ? null : blockedWrites.tryAcquire();
        if (permit == null) {
            throw cut("Too many threads wait for clients that read slowly.");
        }
        blocked = permit;
        blockedSince = nanoTime.getAsLong();
        if (socket != null) {
            socket.updateLastWrite(); // the poller measures the timeout from now
        }
    }

    private IOException cut(String reason) {
        isCut = true;
        release();
        return new IOException(reason);
    }

    private void release() {
        if (blocked != null) {
            blocked.close();
            blocked = null;
        }
    }

    /** Sets the allowance of the current response; null restores the usual one. */
    synchronized void use(@Nullable WriteAllowance other) {
        allowance = other == null ? usual : other;
        if (socket != null) {
            socket.setWriteTimeout(allowance.remainingMillis());
        }
    }

    synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            release();
            if (open != null) {
                open.close();
            }
        }
    }
}
