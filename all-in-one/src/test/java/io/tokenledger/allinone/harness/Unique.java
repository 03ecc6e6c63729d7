package io.tokenledger.allinone.harness;

import java.util.concurrent.atomic.AtomicInteger;

/** Names and addresses that are unique within this test run. */
public final class Unique {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private Unique() {}

    public static String text() {
        return "t" + COUNTER.incrementAndGet();
    }

    public static String ip() {
        int n = COUNTER.incrementAndGet();
        return "10." + (n >> 16 & 255) + "." + (n >> 8 & 255) + "." + (n & 255);
    }
}
