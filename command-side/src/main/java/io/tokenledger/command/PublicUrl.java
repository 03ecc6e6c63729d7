package io.tokenledger.command;

/** Where callers reach this ledger, without a slash at the end: the setting {@code LEDGER_PUBLIC_URL}. */
public record PublicUrl(String value) {
    public PublicUrl {
        value = value.replaceFirst("/+$", "");
    }

    public String of(String path) {
        return value + path;
    }
}
