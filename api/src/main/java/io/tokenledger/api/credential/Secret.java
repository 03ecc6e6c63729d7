package io.tokenledger.api.credential;

/**
 * The one type that holds a secret in plain text: an API key value, a JWT, a password. It never prints itself, is no
 * record and has no accessor that a serializer would find.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The plain text. Call it only where it leaves for the caller who owns it, or to be hashed. */
    public String reveal() {
        return value;
    }

    /** The same without blanks and line ends around it, which are no part of a credential. */
    public Secret bare() {
        return new Secret(value.strip());
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
