package io.tokenledger.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy between a process and its store. A cut connection stays open, but transmits no data and reports no error. */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean cut;
    private int dropGeneration;

    public TcpProxy(int target) {
        this.target = target;
        try {
            this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("line").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Delays all data in both directions until {@link #restore}. */
    public void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** Delivers the delayed data. Connections survive a cut, as they do on a real network. */
    public void restore() {
        synchronized (gate) {
            cut = false;
            gate.notifyAll();
        }
    }

    /** Drops all further data of the current connections, like a restarted firewall. New connections work. */
    public void dropConnections() {
        synchronized (gate) {
            dropGeneration++;
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Thread.ofVirtual().start(() -> join(near));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void join(Socket near) {
        try {
            int born = currentDropGeneration();
            awaitPassage(born);
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(near);
            sockets.add(far);
            Thread.ofVirtual().start(() -> copy(far, near, born));
            copy(near, far, born);
        } catch (IOException | InterruptedException gone) {
            closeQuietly(near);
        }
    }

    private void copy(Socket from, Socket to, int born) {
        byte[] buffer = new byte[16_384];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                awaitPassage(born);
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException gone) {
            // Both sockets are closed below.
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private int currentDropGeneration() {
        synchronized (gate) {
            return dropGeneration;
        }
    }

    private void awaitPassage(int born) throws InterruptedException {
        synchronized (gate) {
            while (cut || born < dropGeneration) {
                gate.wait();
            }
        }
    }

    private void closeQuietly(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // The socket is closed already.
        }
    }

    @Override
    public void close() {
        restore();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(sockets).forEach(this::closeQuietly);
    }
}
