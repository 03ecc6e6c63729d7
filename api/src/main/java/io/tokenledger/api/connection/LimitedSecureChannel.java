package io.tokenledger.api.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/** The counterpart of {@link LimitedChannel} with TLS. Its unsent bytes are partly in the buffer of TLS records. */
final class LimitedSecureChannel extends SecureNioChannel {
    private final LimitedEndpoint endpoint;
    private @Nullable ClientConnection connection;

    LimitedSecureChannel(SocketBufferHandler buffer, LimitedEndpoint endpoint) {
        super(buffer, endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper wrapper) throws IOException {
        super.reset(channel, wrapper);
        endpoint.close(connection);
        connection = channel == null || wrapper == null ? null : endpoint.open(wrapper);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (connection != null) {
            connection.read();
        }
        return super.read(target);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int before = getOutboundRemaining();
        int bytes = super.write(source);
        if (connection != null) {
            int sent = bytes == 0 ? before - getOutboundRemaining() : bytes;
            connection.wrote(sent, bytes == 0 && (source.hasRemaining() || getOutboundRemaining() > 0));
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            endpoint.close(connection);
        }
    }
}
