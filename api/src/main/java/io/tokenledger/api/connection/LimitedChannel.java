package io.tokenledger.api.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A channel without TLS that reports each read and write to its {@link ClientConnection}. Tomcat reuses the channel for
 * later connections.
 */
final class LimitedChannel extends NioChannel {
    private final LimitedEndpoint endpoint;
    private @Nullable ClientConnection connection;

    LimitedChannel(SocketBufferHandler buffer, LimitedEndpoint endpoint) {
        super(buffer);
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
        int bytes = super.write(source);
        if (connection != null) {
            connection.wrote(bytes, bytes == 0 && source.hasRemaining());
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
