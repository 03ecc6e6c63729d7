package io.tokenledger.allinone;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * Blocking reads with a timeout and blocking writes on a non-blocking channel. A blocking channel supports no timeouts,
 * and an interrupt of a thread that uses it closes it.
 */
final class UnixSocketChannel implements AutoCloseable {
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;

    private UnixSocketChannel(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        this.readable = selector(SelectionKey.OP_READ);
        this.writable = selector(SelectionKey.OP_WRITE);
    }

    static UnixSocketChannel connect(UnixDomainSocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(address);
            return new UnixSocketChannel(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Selector selector(int operation) throws IOException {
        Selector selector = Selector.open();
        channel.register(selector, operation);
        return selector;
    }

    /**
     * Reads at least one byte.
     *
     * @param timeoutMillis longest wait in milliseconds; 0 waits without limit
     * @return number of bytes read; -1 at the end of the stream
     */
    int read(byte[] target, int offset, int length, int timeoutMillis) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        long start = System.nanoTime();
        try {
            int read = channel.read(buffer);
            while (read == 0) {
                long remaining = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                if (timeoutMillis > 0 && remaining <= 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                await(readable, timeoutMillis > 0 ? remaining : 0);
                read = channel.read(buffer);
            }
            return read;
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    await(writable, 0);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw closed(e);
        }
    }

    /** Waits through interrupts, as other sockets do. The thread stays interrupted. */
    private static void await(Selector selector, long millis) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            selector.select(millis);
            selector.selectedKeys().clear();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static SocketException closed(Exception e) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(e);
        return closed;
    }

    <T> T get(SocketOption<T> option) throws SocketException {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            throw closed(e);
        }
    }

    <T> void set(SocketOption<T> option, T value) throws SocketException {
        try {
            channel.setOption(option, value);
        } catch (IOException e) {
            throw closed(e);
        }
    }

    /** Wakes waiting threads. The selectors are closed last, because they hold the descriptor until then. */
    @Override
    public void close() throws IOException {
        channel.close();
        readable.close();
        writable.close();
    }
}
