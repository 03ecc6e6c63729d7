package io.tokenledger.query.auditstreaming;

import java.util.concurrent.Semaphore;

/** A sink as the thread that delivers to it sees it. */
interface StreamedSink {
    String name();

    /** The name of its row in {@code query_side.sink}. */
    String progressKey();

    /** The target, to describe failures. */
    String target();

    /** Permits for concurrent deliveries. */
    Semaphore permits();

    /** Whether entries are to be delivered now. Reads the current state, so that a pause takes effect at once. */
    boolean delivers();

    /** Whether the sink no longer exists. */
    boolean isRemoved();

    /** A number that each change of the sink increases. */
    long version();

    /** The sink with its current target and format. */
    Sink open() throws UnusableSinkException;

    /** A configured sink. Only a restart changes it. */
    record Configured(String name, String target, Sink sink, Semaphore permits) implements StreamedSink {
        Configured(String name, String target, Sink sink) {
            this(name, target, sink, new Semaphore(1));
        }

        @Override
        public String progressKey() {
            return name;
        }

        @Override
        public boolean delivers() {
            return true;
        }

        @Override
        public boolean isRemoved() {
            return false;
        }

        @Override
        public long version() {
            return 0;
        }

        @Override
        public Sink open() {
            return sink;
        }
    }
}
