package io.tokenledger.historygenerator;

import java.util.UUID;

/** The identity of one aggregate and the length of its event stream. */
abstract sealed class GeneratedAggregate
        permits GeneratedAccount, GeneratedKey, GeneratedOrganization, GeneratedWorkspace {
    final UUID id;

    /** Whether only the incident may change this aggregate, so that the recorded expectations stay true. */
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
