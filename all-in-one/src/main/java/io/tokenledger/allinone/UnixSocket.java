package io.tokenledger.allinone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Offers the JDK's UNIX socket channel as a {@link Socket}, which the JDK lacks. TCP options are accepted and have no
 * effect.
 */
final class UnixSocket extends Socket {
    private final UnixDomainSocketAddress address;
    private volatile @Nullable UnixSocketChannel channel;
    private volatile boolean closed;
    private volatile int timeoutMillis;

    UnixSocket(Path path) {
        this.address = UnixDomainSocketAddress.of(path);
    }

    @Override
    public void connect(@Nullable SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** Connects to the socket file; a TCP address that the driver gives is ignored. */
    @Override
    public void connect(@Nullable SocketAddress ignored, int timeout) throws IOException {
        if (closed) {
            throw new SocketException("Socket closed");
        }
        channel = UnixSocketChannel.connect(address);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        UnixSocketChannel open = open();
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return open.read(target, offset, length, timeoutMillis);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        UnixSocketChannel open = open();
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) throws IOException {
                open.write(source, offset, length);
            }

            @Override
            public void close() throws IOException {
                UnixSocket.this.close();
            }
        };
    }

    private UnixSocketChannel open() throws SocketException {
        UnixSocketChannel open = channel;
        if (open == null || closed) {
            throw new SocketException(closed ? "Socket closed" : "Socket not connected");
        }
        return open;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        UnixSocketChannel open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void setSoTimeout(int millis) {
        timeoutMillis = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeoutMillis;
    }

    @Override
    public void setSendBufferSize(int bytes) throws SocketException {
        open().set(StandardSocketOptions.SO_SNDBUF, bytes);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return open().get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int bytes) throws SocketException {
        open().set(StandardSocketOptions.SO_RCVBUF, bytes);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return open().get(StandardSocketOptions.SO_RCVBUF);
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return isConnected() ? address : null;
    }

    @Override
    public String toString() {
        return "UnixSocket[" + address + "]";
    }
}
