package io.tokenledger.eventstore.postgres;

/**
 * A thread of Axon's event store. It reads new events for all readers at the end of the events, or looks for slow
 * readers.
 */
final class TailReader extends Thread {
    TailReader(Runnable work) {
        super(work, "end-of-events");
        setDaemon(true);
    }
}
