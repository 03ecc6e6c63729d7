package io.tokenledger.historygenerator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Scheduled tasks in order of their instants. Tasks of the same instant run in the order of their scheduling. */
final class ActionSchedule {
    /** A task that runs at an instant, in milliseconds since 1970. */
    @FunctionalInterface
    interface Task {
        void run(long now);
    }

    private record Entry(long at, long order, Task task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long order;
    private long now;

    void at(long when, Task task) {
        if (when < now) {
            throw new IllegalArgumentException(when + " is in the past; the current time is " + now);
        }
        entries.add(new Entry(when, order++, task));
    }

    /** The instant of the next task; {@link Long#MAX_VALUE} if there is none. */
    long next() {
        Entry first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    void runNext() {
        Entry first = entries.remove();
        now = first.at();
        first.task().run(first.at());
    }
}
