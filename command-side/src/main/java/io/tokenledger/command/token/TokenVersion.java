package io.tokenledger.command.token;

/**
 * State of a key after a change: the sequence number of its last event in its own stream, from 0, and its generation. A
 * response shows these values instead of those in the table, which may already include a later change.
 */
record TokenVersion(long version, int generation) {
    /** Version of a key that was just created. */
    static final TokenVersion FIRST = new TokenVersion(0, 1);
}
