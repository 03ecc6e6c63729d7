package io.tokenledger.command.account;

/** A password after hashing. It is kept apart from events and never printed: hashes of weak passwords can be guessed. */
record PasswordHash(String value) {
    @Override
    public String toString() {
        return "EncodedPassword[hidden]";
    }
}
