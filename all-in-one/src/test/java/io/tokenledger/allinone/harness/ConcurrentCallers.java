package io.tokenledger.allinone.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Callers that repeat a step concurrently with another task. An exception in any of them fails the test. */
public final class ConcurrentCallers {
    private ConcurrentCallers() {}

    public static void busy(int size, Runnable step, Runnable meanwhile) {
        AtomicBoolean dismissed = new AtomicBoolean();
        List<Future<?>> members = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(size)) { // a busy virtual thread keeps its carrier
            for (int i = 0; i < size; i++) {
                members.add(threads.submit(() -> {
                    while (!dismissed.get()) {
                        step.run();
                    }
                }));
            }
            try {
                meanwhile.run();
            } finally {
                dismissed.set(true);
            }
            for (Future<?> member : members) {
                member.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("one of the callers failed", e);
        }
    }
}
