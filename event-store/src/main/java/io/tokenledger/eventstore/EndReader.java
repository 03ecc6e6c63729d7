package io.tokenledger.eventstore;

/** A thread of Axon's event store: it reads new events for all who have come to their end, or looks who has fallen behind. */
final class EndReader extends Thread {
    EndReader(Runnable work) {
        super(work, "end-of-events");
        setDaemon(true);
    }
}
