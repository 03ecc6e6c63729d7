package io.tokenledger.historygenerator;

import java.util.UUID;

/** What is known of one aggregate: who it is, and how long its stream is. */
abstract sealed class GeneratedAggregate
        permits GeneratedAccount, GeneratedKey, GeneratedOrganization, GeneratedWorkspace {
    final UUID id;

    /** Whether only the incident may happen to it, so that what is written down of that stays true. */
    boolean reserved;

    private final String text;
    private long length;

    GeneratedAggregate(UUID id) {
        this.id = id;
        this.text = id.toString();
    }

    /** The simple name of the aggregate's class. */
    abstract String type();

    String idText() {
        return text;
    }

    long nextSequence() {
        return length++;
    }

    boolean exists() {
        return length > 0;
    }
}
