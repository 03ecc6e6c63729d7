package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a process and its store, which can be cut: then nothing passes, and nobody is told. */
public final class TcpProxy implements AutoCloseable {
    private final int target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean cut;
    private int forgotten;

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

    /** From now on packets are lost, in both directions. */
    public void cut() {
        synchronized (gate) {
            cut = true;
        }
    }

    /** What was under way arrives after all; connections live on, as they do over a real network. */
    public void mend() {
        synchronized (gate) {
            cut = false;
            gate.notifyAll();
        }
    }

    /** Whatever is connected now is never heard of again, as behind a firewall that has started anew; what comes later passes. */
    public void forget() {
        synchronized (gate) {
            forgotten++;
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
            int born = born();
            pass(born);
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
                pass(born);
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException | InterruptedException gone) {
            // Both ends are closed below.
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private int born() {
        synchronized (gate) {
            return forgotten;
        }
    }

    private void pass(int born) throws InterruptedException {
        synchronized (gate) {
            while (cut || born < forgotten) {
                gate.wait();
            }
        }
    }

    private void closeQuietly(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed already.
        }
    }

    @Override
    public void close() {
        mend();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set.copyOf(sockets).forEach(this::closeQuietly);
    }
}
