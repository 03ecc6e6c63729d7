package io.tokenledger.benchmarks;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of this machine, below those of outgoing connections, which could take one before its server listens. */
final class Ports {
    private static final int LOWEST = 11_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    static int free() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // retry with another port
            }
        }
    }
}
