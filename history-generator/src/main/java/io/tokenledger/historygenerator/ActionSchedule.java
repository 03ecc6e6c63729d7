package io.tokenledger.historygenerator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen, by its instant; of two things at one instant the one that was put down first. */
final class ActionSchedule {
    /** Something that happens at an instant, in milliseconds since 1970. */
    @FunctionalInterface
    interface Task {
        void happen(long now);
    }

    private record Entry(long at, long order, Task task) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private long order;
    private long now;

    void at(long when, Task task) {
        if (when < now) {
            throw new IllegalArgumentException(when + " is over; it is " + now);
        }
        entries.add(new Entry(when, order++, task));
    }

    /** When the next of them happens; {@link Long#MAX_VALUE} where nothing will. */
    long next() {
        Entry first = entries.peek();
        return first == null ? Long.MAX_VALUE : first.at();
    }

    void happen() {
        Entry first = entries.remove();
        now = first.at();
        first.task().happen(first.at());
    }
}
