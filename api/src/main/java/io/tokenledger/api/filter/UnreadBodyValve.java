package io.tokenledger.api.filter;

import io.tokenledger.api.ApiLimits;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;

/**
 * Discards the available bytes of a body that no handler read, and closes the connection if there are more. Otherwise
 * Tomcat waits for them on the request's thread without our limits, and its timeout restarts with each byte.
 */
public final class UnreadBodyValve extends ValveBase {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadBodyValve.class);
    private static final int MAX_POLLS = 20;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Request attribute with a {@link BooleanSupplier}: whether bytes of the body can be read without waiting. */
    static final String BYTES_AVAILABLE = UnreadBodyValve.class.getName() + ".arrived";

    public UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!BodyLimitFilter.hasBody(request)) {
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request body = request.getCoyoteRequest();
        request.setAttribute(BYTES_AVAILABLE, (BooleanSupplier) () -> hasArrived(body));
        getNext().invoke(request, response);
        if (request.isAsync()) {
            if (!request.getCoyoteRequest().isFinished() && !response.isCommitted()) {
                response.setHeader(HttpHeaders.CONNECTION, "close"); // Tomcat then does not wait for the rest either
            }
        } else if (!discard(request.getCoyoteRequest())) {
            close(request, response);
        }
    }

    private static void close(Request request, Response response) {
        try {
            if (!response.isCommitted()) {
                response.setHeader(HttpHeaders.CONNECTION, "close");
            }
            response.finishResponse(); // first, because disabling the input would set an error status
        } catch (IOException e) {
            LOG.debug("The client has closed the connection before it got the response", e);
        } finally {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /**
     * Whether bytes can be read without waiting. Reads from the socket, unlike {@code ServletInputStream.available()}.
     */
    private static boolean hasArrived(org.apache.coyote.Request request) {
        request.action(ActionCode.AVAILABLE, true);
        return request.getAvailable() > 0;
    }

    /**
     * Discards the available bytes. Does not read chunks, whose framing bytes can be late even if others have arrived.
     *
     * @return whether the body has ended
     */
    private static boolean discard(org.apache.coyote.Request request) {
        DiscardedBytes bytes = new DiscardedBytes();
        try {
            for (int poll = 0; !request.isFinished() && poll < MAX_POLLS; ) {
                if (request.getContentLengthLong() < 0 || bytes.count > ApiLimits.MAX_BODY_BYTES) {
                    return false;
                }
                if (hasArrived(request)) {
                    request.doRead(bytes);
                } else {
                    poll++;
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            return request.isFinished();
        } catch (IOException e) {
            LOG.debug("The client has closed the connection before the end of the body", e);
            return false;
        }
    }

    private static final class DiscardedBytes implements ApplicationBufferHandler {
        private ByteBuffer last = ByteBuffer.allocate(0);
        private long count;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            last = buffer;
            count += buffer.remaining();
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return last;
        }

        @Override
        public void expand(int size) {
            // The bytes are discarded.
        }
    }
}
