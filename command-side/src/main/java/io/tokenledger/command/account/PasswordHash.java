package io.tokenledger.command.account;

/**
 * Hash of a password. It is stored apart from events and never printed, because hashes of weak passwords can be
 * guessed.
 */
record PasswordHash(String value) {
    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
