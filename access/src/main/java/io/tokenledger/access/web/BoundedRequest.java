package io.tokenledger.access.web;

import io.tokenledger.access.limit.Bulkhead;
import io.tokenledger.access.limit.ClientNetwork;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body may be read up to a bound and for a time, and only as long as it is UTF-8, and then fails. Tomcat's own
 * time-out begins anew with each byte.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
    /** How long a request waits for its share of the threads that wait for bodies. */
    private static final Duration MAX_WAIT = Duration.ofMillis(250);

    private final int limit;
    private final Duration patience;
    private final Bulkhead slowBodies;
    private @Nullable ServletInputStream bounded;

    BoundedRequest(HttpServletRequest request, int limit, Duration patience, Bulkhead slowBodies) {
        super(request);
        this.limit = limit;
        this.patience = patience;
        this.slowBodies = slowBodies;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (bounded == null) {
            bounded = new BoundedStream(super.getInputStream());
        }
        return bounded;
    }

    private final class BoundedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final ClientNetwork network = Addresses.network(getRemoteAddr());
        private final long deadline = System.nanoTime() + patience.toNanos();
        private final Utf8.Checker utf8 = new Utf8.Checker();
        private int left = limit;

        BoundedStream(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            boolean here = body.available() > 0 || body.isFinished();
            int count = here ? body.read(buffer, offset, length) : readSlowly(buffer, offset, length);
            if (count > 0) {
                spend(count);
            }
            if (count > 0 ? !utf8.accepts(buffer, offset, count) : count < 0 && !utf8.isComplete()) {
                throw new NotUtf8Exception();
            }
            return count;
        }

        /** The bytes are still on their way, and a thread of the web server waits for them. */
        private int readSlowly(byte[] buffer, int offset, int length) throws IOException {
            try (Bulkhead.Permit permit = slowBodies.tryAcquire(network, MAX_WAIT)) {
                if (permit == null) {
                    throw new BodyTooSlowException();
                }
                return body.read(buffer, offset, length);
            }
        }

        private void spend(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new BodyTooLargeException();
            }
            if (System.nanoTime() - deadline > 0) {
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
