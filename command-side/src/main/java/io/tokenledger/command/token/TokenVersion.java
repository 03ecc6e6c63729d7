package io.tokenledger.command.token;

/**
 * What a change has made of a key: the position of its last event in its own stream, from 0, and its generation. The
 * answer shows these rather than what the table says a moment later, when another change may have come.
 */
record TokenVersion(long version, int generation) {
    /** Of a key that was just created. */
    static final TokenVersion FIRST = new TokenVersion(0, 1);
}
