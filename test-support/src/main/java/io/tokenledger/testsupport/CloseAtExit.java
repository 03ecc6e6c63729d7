package io.tokenledger.testsupport;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes resources that all tests of this JVM share, at its exit and in reverse order: later ones may need earlier
 * ones.
 */
public final class CloseAtExit {
    private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(CloseAtExit::closeAll));
    }

    private CloseAtExit() {}

    public static synchronized void close(AutoCloseable shared) {
        OPEN.push(shared);
    }

    private static synchronized void closeAll() {
        for (AutoCloseable shared : OPEN) {
            try {
                shared.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
