package io.tokenledger.api.credential;

/**
 * The only type that holds a secret in plain text: an API key value, a JWT or a password. Its {@code toString} hides
 * the value, and it has no accessor that a serializer would find.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The plain text. Use it only to hand the secret to its owner, or to hash or parse it. */
    public String reveal() {
        return value;
    }

    /** The secret without surrounding whitespace, which is not part of a credential. */
    public Secret stripped() {
        return new Secret(value.strip());
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
