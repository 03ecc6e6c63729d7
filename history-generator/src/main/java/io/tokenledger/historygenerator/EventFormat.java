package io.tokenledger.historygenerator;

/** How the rows of events look. For one thread. */
interface EventFormat {
    /** The row of an event, without its position. */
    StoredRow row(GeneratedEvent event);
}
