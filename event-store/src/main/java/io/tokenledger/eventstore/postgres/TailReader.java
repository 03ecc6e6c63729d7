package io.tokenledger.eventstore.postgres;

/** A thread of Axon's event store: it reads new events for all who have come to their end, or looks who has fallen behind. */
final class TailReader extends Thread {
    TailReader(Runnable work) {
        super(work, "end-of-events");
        setDaemon(true);
    }
}
