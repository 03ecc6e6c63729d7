package io.tokenledger.access.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body may be read up to a bound and for a time, and then fails. Tomcat's own time-out begins anew with
 * each byte.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
    private final int limit;
    private final Duration patience;
    private @Nullable ServletInputStream bounded;

    BoundedRequest(HttpServletRequest request, int limit, Duration patience) {
        super(request);
        this.limit = limit;
        this.patience = patience;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (bounded == null) {
            bounded = new BoundedStream(super.getInputStream(), limit, patience);
        }
        return bounded;
    }

    private static final class BoundedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final long deadline;
        private int left;

        BoundedStream(ServletInputStream body, int limit, Duration patience) {
            this.body = body;
            this.left = limit;
            this.deadline = System.nanoTime() + patience.toNanos();
        }

        @Override
        public int read() throws IOException {
            int next = body.read();
            if (next >= 0) {
                spend(1);
            }
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = body.read(buffer, offset, length);
            if (count > 0) {
                spend(count);
            }
            return count;
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
