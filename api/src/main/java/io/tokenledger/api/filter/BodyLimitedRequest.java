package io.tokenledger.api.filter;

import io.tokenledger.api.ApiLimits;
import io.tokenledger.api.connection.ConnectionLimits;
import io.tokenledger.api.limit.Bulkhead;
import io.tokenledger.api.request.BodyTooLargeException;
import io.tokenledger.api.request.BodyTooSlowException;
import io.tokenledger.api.request.InvalidUtf8Exception;
import io.tokenledger.api.request.SourceAddresses;
import io.tokenledger.api.request.Utf8;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body must be UTF-8, have at most a given length, and arrive within a given time. A thread needs a
 * permit to wait for more bytes for longer than a short time.
 */
final class BodyLimitedRequest extends HttpServletRequestWrapper {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Fewer polls mean that this process paused, and not that the client is slow. */
    private static final int MIN_POLLS = (int) (ApiLimits.MAX_WAIT_WITHOUT_PERMIT.toNanos() / POLL_NANOS);

    private static final int DISCARD_BUFFER = 8 * 1024;

    private final int limit;
    private final Duration timeout;
    private final Bulkhead slowBodies;
    private final ConnectionLimits connections;
    private @Nullable LimitedStream limited;

    BodyLimitedRequest(
            HttpServletRequest request,
            int limit,
            Duration timeout,
            Bulkhead slowBodies,
            ConnectionLimits connections) {
        super(request);
        this.limit = limit;
        this.timeout = timeout;
        this.slowBodies = slowBodies;
        this.connections = connections;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return stream();
    }

    private LimitedStream stream() throws IOException {
        if (limited == null) {
            limited = new LimitedStream(super.getInputStream());
        }
        return limited;
    }

    /**
     * Reads the rest of the body within the same limits and a shorter time, because the response waits for it.
     *
     * @return whether the body has ended; otherwise the connection cannot be reused
     */
    boolean discard() {
        try {
            LimitedStream stream = stream();
            stream.shorten(ApiLimits.DISCARD_TIMEOUT);
            byte[] buffer = new byte[DISCARD_BUFFER];
            while (!stream.isFinished()) {
                if (stream.read(buffer, 0, buffer.length) < 0) {
                    return true;
                }
            }
            return true;
        } catch (IOException tooMuch) {
            return false;
        }
    }

    /** Ends the time limit on reads of the connection. */
    void close() {
        if (limited != null) {
            limited.timeLimit.close();
        }
    }

    private final class LimitedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final boolean isChunked = getContentLengthLong() < 0;
        private final BooleanSupplier arrived = (BooleanSupplier) Objects.requireNonNull(
                getAttribute(UnreadBodyValve.BYTES_AVAILABLE), "UnreadBodyValve is not installed");
        private final Utf8.Checker utf8 = new Utf8.Checker();
        private int remaining = limit;
        private long deadline = System.nanoTime() + timeout.toNanos();
        private ConnectionLimits.Scope timeLimit =
                connections.limitBodyTime(BodyLimitedRequest.this, timeout.plus(ApiLimits.BODY_TIMEOUT_GRACE));

        LimitedStream(ServletInputStream body) {
            this.body = body;
        }

        private void shorten(Duration other) {
            long earlier = System.nanoTime() + other.toNanos();
            if (!body.isFinished() && earlier - deadline < 0) {
                deadline = earlier;
                timeLimit.close();
                timeLimit =
                        connections.limitBodyTime(BodyLimitedRequest.this, other.plus(ApiLimits.BODY_TIMEOUT_GRACE));
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = mayBlock() ? readWithPermit(buffer, offset, length) : body.read(buffer, offset, length);
            if (count > 0) {
                spend(count);
            }
            if (count > 0 ? !utf8.accepts(buffer, offset, count) : count < 0 && !utf8.isComplete()) {
                throw new InvalidUtf8Exception();
            }
            return count;
        }

        /**
         * Whether a read can block. With chunked coding it always can: bytes that only frame the body count as
         * available.
         */
        private boolean mayBlock() throws IOException {
            if (body.isFinished()) {
                return false;
            }
            if (isChunked) {
                return true;
            }
            return !arrives(System.nanoTime() + ApiLimits.MAX_WAIT_WITHOUT_PERMIT.toNanos());
        }

        /**
         * Whether bytes arrive before this time of {@link System#nanoTime}. Polls, because after a failed blocking read
         * Tomcat considers the client gone.
         */
        private boolean arrives(long until) throws IOException {
            for (int polls = 0; body.available() <= 0 && !arrived.getAsBoolean() && !body.isFinished(); polls++) {
                if (polls >= MIN_POLLS && System.nanoTime() - until > 0) {
                    return false;
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            return true;
        }

        private int readWithPermit(byte[] buffer, int offset, int length) throws IOException {
            try (Bulkhead.Permit permit =
                    slowBodies.tryAcquire(SourceAddresses.network(getRemoteAddr()), ApiLimits.MAX_BODY_PERMIT_WAIT)) {
                if (permit == null || !(isChunked || arrives(deadline))) {
                    throw new BodyTooSlowException();
                }
                return body.read(buffer, offset, length);
            } catch (IOException e) {
                if (isTooLate()) {
                    throw new BodyTooSlowException();
                }
                throw e;
            }
        }

        private boolean isTooLate() {
            return System.nanoTime() - deadline > -POLL_NANOS;
        }

        private void spend(int bytes) throws IOException {
            remaining -= bytes;
            if (remaining < 0) {
                throw new BodyTooLargeException();
            }
            if (isTooLate()) {
                throw new BodyTooSlowException();
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
