package io.tokenledger.allinone.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for ledgers that need a fixed one: below the ephemeral range, which the many clients here use. */
public final class Ports {
    private static final int LOWEST = 11_000;
    private static final int HIGHEST = 32_000;

    private Ports() {}

    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[4]))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // retry with another port
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
